import Database from 'better-sqlite3';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MirrorTable } from '../mirror-table.ts';
import { localCalendar } from './local-calendar.ts';
import { openRollupKeeper } from './open-rollup-keeper.ts';
import type { Rollup, RowValue } from './rollup.ts';
import { createRollupTables } from './rollup-tables.ts';
import { verifyRollups } from './verify-rollups.ts';

const sales: MirrorTable = {
  name: 'sales',
  workspaceColumn: 'workspace_id',
  columns: [
    { name: 'id', kind: 'integer' },
    { name: 'buyer', kind: 'integer' },
    { name: 'shop', kind: 'integer' },
    { name: 'kind', kind: 'text' },
    { name: 'state', kind: 'text' },
    { name: 'amount', kind: 'integer' },
    { name: 'made_at', kind: 'instant' },
    { name: 'done_at', kind: 'instant' },
  ],
  key: ['id'],
  indexes: [],
  scope: { kind: 'all' },
};

const buyers: MirrorTable = {
  name: 'buyers',
  workspaceColumn: 'workspace_id',
  columns: [
    { name: 'id', kind: 'integer' },
    { name: 'since', kind: 'instant' },
  ],
  key: ['id'],
  indexes: [],
  scope: { kind: 'all' },
};

const mirrors = [sales, buyers];

const rollups: readonly Rollup[] = [
  {
    kind: 'sum',
    name: 'by_shop',
    source: 'sales',
    time: 'made_at',
    grains: ['day', 'month', 'quarter', 'total'],
    dimensions: [{ column: 'shop' }, { column: 'kind' }],
    measures: [
      { name: 'amount', column: 'amount' },
      { name: 'paid', column: null, where: { column: 'state', in: ['paid', 'done'] } },
      { name: 'paid_amount', column: 'amount', where: { column: 'state', in: ['paid', 'done'] } },
    ],
    clustered: 'dimensions',
    rankings: [{ grain: 'total', measure: 'paid_amount', within: ['kind'] }],
  },
  {
    kind: 'sum',
    name: 'done',
    source: 'sales',
    time: 'done_at',
    grains: ['month'],
    dimensions: [],
    measures: [{ name: 'amount', column: 'amount' }],
    clustered: 'time',
  },
  {
    kind: 'sum',
    name: 'by_hour',
    source: 'sales',
    time: 'made_at',
    grains: ['month'],
    dimensions: [{ fromTime: 'hour_of_week' }],
    measures: [],
    clustered: 'time',
  },
  {
    kind: 'sum',
    name: 'recent',
    source: 'sales',
    time: 'done_at',
    grains: ['hour', 'utc_day'],
    dimensions: [{ column: 'state' }],
    measures: [],
    clustered: 'time',
  },
  {
    kind: 'sum',
    name: 'by_utc_day',
    source: 'sales',
    time: 'done_at',
    grains: ['utc_day', 'total'],
    dimensions: [{ column: 'shop' }],
    measures: [],
    clustered: 'dimensions',
  },
  {
    kind: 'sum',
    name: 'by_buyer',
    source: 'sales',
    time: 'made_at',
    grains: ['month', 'total'],
    dimensions: [{ column: 'buyer' }, { column: 'kind' }],
    measures: [],
    clustered: 'dimensions',
  },
  {
    kind: 'sum',
    name: 'days_of_large_buyers',
    source: 'sales',
    time: 'made_at',
    grains: ['day', 'month'],
    dimensions: [{ column: 'buyer' }],
    measures: [
      { name: 'amount', column: 'amount' },
      {
        name: 'known',
        column: null,
        where: { column: 'state', in: ['paid', 'done'] },
        whereKnown: 'amount',
      },
    ],
    clustered: 'dimensions',
    ofLarge: { dimension: 'buyer', countedBy: 'by_buyer', atLeast: 2 },
  },
  {
    kind: 'sum',
    name: 'shops_of_large_buyers',
    source: 'sales',
    time: 'made_at',
    grains: ['month'],
    dimensions: [{ column: 'buyer' }, { column: 'shop' }],
    measures: [{ name: 'amount', column: 'amount' }],
    clustered: 'dimensions',
    ofLarge: { dimension: 'buyer', countedBy: 'by_buyer', atLeast: 3 },
  },
  {
    kind: 'cohort',
    name: 'retention',
    source: 'sales',
    time: 'made_at',
    member: 'buyer',
    cohort: { table: 'buyers', key: 'id', time: 'since' },
  },
];

/** A cache with nothing but the mirrored tables and their rollups, and the part of the sync engine that tells of changes. */
function openCache(timeZone: string, mostPending?: number) {
  const database = new Database(':memory:');
  const calendar = localCalendar(timeZone);
  for (const { name, columns } of mirrors) {
    const types = columns.map((column) => `${column.name} ${column.kind === 'text' ? 'text' : 'integer'}`);
    database.exec(`create table ${name} (${types.join(', ')}, primary key (id)) strict`);
  }
  for (const statement of createRollupTables(rollups, mirrors)) database.exec(statement);
  const keeper = openRollupKeeper(
    database,
    mirrors,
    rollups,
    calendar,
    mostPending === undefined ? {} : { mostPendingValues: mostPending },
  );

  function writerOf(table: MirrorTable) {
    const names = table.columns.map(({ name }) => name);
    const read = database
      .prepare<unknown[], RowValue[]>(`select ${names.join(', ')} from ${table.name} where id = ?`)
      .raw()
      .safeIntegers();
    const write = database.prepare(
      `insert or replace into ${table.name} values (${names.map(() => '?').join(', ')})`,
    );
    const remove = database.prepare(`delete from ${table.name} where id = ?`);
    const observer = keeper.observe(table.name, names);
    return (id: number, after: readonly RowValue[] | null) => {
      const before = read.get(id) ?? null;
      if (after === null) remove.run(id);
      else write.run(...after);
      if (before !== null || after !== null) observer?.changed(before, after);
    };
  }

  return {
    database,
    keeper,
    writeSale: writerOf(sales),
    writeBuyer: writerOf(buyers),
    differences: () => verifyRollups(database, mirrors, rollups, calendar),
  };
}

const nullable = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: null, freq: 6 });

/** Days on which clocks change somewhere, ends of months and years, and anything else. */
const instants = fc.oneof(
  fc.integer({ min: Date.UTC(2024, 2, 30), max: Date.UTC(2024, 3, 7) }),
  fc.integer({ min: Date.UTC(2023, 11, 31), max: Date.UTC(2024, 0, 2) }),
  fc.integer({ min: Date.UTC(2011, 11, 29), max: Date.UTC(2012, 0, 1) }),
  fc.integer({ min: Date.UTC(1969, 0, 1), max: Date.UTC(2030, 0, 1) }),
);

const amounts = fc.oneof(
  fc.integer({ min: -1000, max: 1_000_000 }),
  fc.bigInt({ min: -(2n ** 58n), max: 2n ** 58n }),
  fc.constant(Number.MAX_SAFE_INTEGER),
);

const sale = fc.tuple(
  fc.integer({ min: 1, max: 6 }),
  nullable(fc.integer({ min: 1, max: 4 })),
  nullable(fc.constantFrom(1, 2, 5_000_000_000)),
  nullable(fc.constantFrom('post', 'story')),
  nullable(fc.constantFrom('new', 'paid', 'done', 'gone')),
  nullable(amounts),
  nullable(instants),
  nullable(instants),
);

const step = fc.oneof(
  { weight: 6, arbitrary: sale.map((row) => ({ kind: 'write sale', id: row[0], row }) as const) },
  {
    weight: 2,
    arbitrary: fc.integer({ min: 1, max: 6 }).map((id) => ({ kind: 'delete sale', id }) as const),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.integer({ min: 1, max: 4 }), nullable(instants))
      .map((row) => ({ kind: 'write buyer', id: row[0], row }) as const),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: 4 }).map((id) => ({ kind: 'delete buyer', id }) as const),
  },
  { weight: 3, arbitrary: fc.constant({ kind: 'commit' } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'roll back' } as const) },
);

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Asia/Kathmandu',
];

describe('the rollups of a cache', () => {
  test('are what their rows add up to, after any history of changes', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.array(step, { maxLength: 40 }),
        fc.constantFrom(0, 3, 1000),
        (timeZone, steps, mostPending) => {
          const cache = openCache(timeZone, mostPending);
          cache.database.exec('begin');
          for (const one of steps) {
            if (one.kind === 'write sale') cache.writeSale(one.id, one.row);
            else if (one.kind === 'delete sale') cache.writeSale(one.id, null);
            else if (one.kind === 'write buyer') cache.writeBuyer(one.id, one.row);
            else if (one.kind === 'delete buyer') cache.writeBuyer(one.id, null);
            else {
              if (one.kind === 'commit') cache.keeper.settle();
              else cache.keeper.discard();
              cache.database.exec(one.kind === 'commit' ? 'commit' : 'rollback');
              expect(cache.differences()).toEqual([]);
              cache.database.exec('begin');
            }
          }
          cache.keeper.settle();
          cache.database.exec('commit');
          expect(cache.differences()).toEqual([]);
          cache.database.close();
        },
      ),
      { numRuns: 150 },
    );
  });

  test('are found to be wrong by verification, whatever was done to them', () => {
    const cache = openCache('Europe/Berlin');
    const at = Date.UTC(2024, 4, 5);
    cache.writeBuyer(1, [1, at]);
    cache.writeSale(1, [1, 1, 1, 'post', 'paid', 500, at, at]);
    cache.keeper.settle();
    expect(cache.differences()).toEqual([]);
    cache.database.exec(`update by_shop_day set amount = amount + 1; delete from retention`);
    const found = cache.differences().map(({ name, kind }) => `${name} ${kind}`);
    expect(found).toEqual(['by_shop_day different', 'by_shop_month different', 'retention missing']);
  });

  test('take in whom many rows are of with all their rows, and keep them when there are fewer', () => {
    const cache = openCache('UTC');
    const at = Date.UTC(2024, 4, 5);
    const known = () =>
      cache.database.prepare('select buyer, rows, amount, known from days_of_large_buyers_day').raw().all();
    cache.writeSale(1, [1, 7, 1, 'post', 'paid', 500, at, at]);
    cache.keeper.settle();
    expect(known()).toEqual([]);
    cache.writeSale(2, [2, 7, 1, 'post', 'done', null, at, at]);
    cache.writeSale(3, [3, 8, 1, 'post', 'done', 100, at, at]);
    cache.keeper.settle();
    expect(known()).toEqual([[7, 2, 500, 1]]);
    cache.writeSale(2, null);
    cache.keeper.settle();
    expect(known()).toEqual([[7, 1, 500, 1]]);
    expect(cache.differences()).toEqual([]);
    cache.database.exec('delete from days_of_large_buyers_members; delete from days_of_large_buyers_day');
    cache.writeSale(2, [2, 7, 1, 'post', 'done', null, at, at]);
    cache.keeper.flush();
    expect(cache.differences().map(({ name, kind }) => `${name} ${kind}`)).toEqual(
      expect.arrayContaining(['days_of_large_buyers_members missing']),
    );
  });

  test('refuse a sum that 64 bits cannot hold', () => {
    const cache = openCache('UTC');
    for (const id of [1, 2]) cache.writeSale(id, [id, 1, 1, 'post', 'paid', 2n ** 62n, 0, null]);
    expect(() => cache.keeper.settle()).toThrow();
  });

  test('lose nothing of the rest when rows are told that no rollup is made of', () => {
    const cache = openCache('UTC');
    expect(cache.keeper.observe('others', ['id'])).toBeNull();
    expect(cache.keeper.neededColumns('others')).toEqual([]);
    expect(cache.keeper.neededColumns('buyers')).toEqual(['id', 'since']);
  });
});
