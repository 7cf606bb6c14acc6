import Database from 'better-sqlite3';
import { SQLiteSyncDialect } from 'drizzle-orm/sqlite-core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { MirrorTable } from '../mirror-table.ts';
import { dayNumber, monthOfDay, quarterOfMonth, weekday } from './civil-date.ts';
import { localCalendar } from './local-calendar.ts';
import { openRollupKeeper } from './open-rollup-keeper.ts';
import { rangeBefore } from './range-before.ts';
import { readRollup, type RollupQuestion } from './read-rollup.ts';
import type { RollupGrain, SumRollup } from './rollup.ts';
import { createRollupTables } from './rollup-tables.ts';

const sales: MirrorTable = {
  name: 'sales',
  workspaceColumn: 'workspace_id',
  columns: [
    { name: 'id', kind: 'integer' },
    { name: 'shop', kind: 'integer' },
    { name: 'state', kind: 'text' },
    { name: 'amount', kind: 'integer' },
    { name: 'made_at', kind: 'instant' },
  ],
  key: ['id'],
  indexes: [],
  scope: { kind: 'all' },
};

const lies = [
  { clustered: 'dimensions' },
  { clustered: 'dimensions', daysClustered: 'time' },
  { clustered: 'time' },
] as const satisfies readonly Partial<SumRollup>[];

function rollupOf(grains: readonly RollupGrain[], lie: (typeof lies)[number]): SumRollup {
  return {
    kind: 'sum',
    name: 'by_shop',
    source: 'sales',
    time: 'made_at',
    grains,
    dimensions: [{ column: 'shop' }],
    measures: [
      { name: 'amount', column: 'amount' },
      { name: 'paid', column: 'amount', where: { column: 'state', in: ['paid'] } },
    ],
    ...lie,
  };
}

type Sale = {
  readonly shop: number | null;
  readonly state: string | null;
  readonly amount: number;
  readonly at: number;
};

const sale: fc.Arbitrary<Sale> = fc.record({
  shop: fc.constantFrom(1, 2, 3, null),
  state: fc.constantFrom('new', 'paid', null),
  amount: fc.integer({ min: -100, max: 100 }),
  at: fc.integer({ min: Date.UTC(2023, 10, 20), max: Date.UTC(2024, 10, 10) }),
});

const range = fc
  .tuple(
    fc.integer({
      min: dayNumber({ year: 2023, month: 11, day: 1 }),
      max: dayNumber({ year: 2024, month: 11, day: 1 }),
    }),
    fc.integer({ min: 0, max: 300 }),
  )
  .map(([from, days]) => ({ from, until: from + days }));

const dialect = new SQLiteSyncDialect();

/** The answer as anybody would compute it from the rows. */
function expectedAnswer(
  list: readonly Sale[],
  question: RollupQuestion,
  timeZone: string,
): Map<string, number[]> {
  const calendar = localCalendar(timeZone);
  const answer = new Map<string, number[]>();
  for (const { shop, state, amount, at } of list) {
    const day = calendar.dayOf(at);
    if (question.range !== null && (day < question.range.from || day >= question.range.until)) continue;
    if (question.where?.['shop']?.includes(shop ?? -1) === false) continue;
    const period = {
      none: 0,
      day,
      week: day - weekday(day),
      month: monthOfDay(day),
      quarter: quarterOfMonth(monthOfDay(day)),
    }[question.by];
    const key = [
      ...(question.by === 'none' ? [] : [period]),
      ...question.dimensions.map(() => shop ?? -1),
    ].join('/');
    const [rows = 0, sum = 0, paid = 0] = answer.get(key) ?? [];
    answer.set(key, [rows + 1, sum + amount, paid + (state === 'paid' ? amount : 0)]);
  }
  return answer;
}

describe('a rollup answers', () => {
  test('any question about any range as the rows do', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(
        fc.constantFrom('UTC', 'Europe/Berlin', 'America/Santiago', 'Australia/Lord_Howe'),
        fc.array(sale, { maxLength: 60 }),
        fc.option(range, { nil: null, freq: 8 }),
        fc.constantFrom('day', 'week', 'month', 'quarter', 'none' as const),
        fc.constantFrom<readonly RollupGrain[]>(
          ['day', 'month'],
          ['month', 'quarter', 'total'],
          ['day'],
          ['day', 'month', 'quarter', 'total'],
        ),
        fc.boolean(),
        fc.constantFrom(...lies),
        fc.option(fc.subarray([1, 2, 3]), { nil: null }),
        (timeZone, list, days, by, grains, byShop, lie, shops) => {
          fc.pre(grains.includes('day') || (by !== 'day' && by !== 'week'));
          fc.pre(days !== null || grains.includes('month') || (by !== 'month' && by !== 'quarter'));
          const rollup = rollupOf(grains, lie);
          const question: RollupQuestion = {
            range: days,
            by,
            dimensions: byShop ? ['shop'] : [],
            measures: ['rows', 'amount', 'paid'],
            ...(shops === null ? {} : { where: { shop: shops } }),
          };
          const database = new Database(':memory:');
          database.exec(
            'create table sales (id integer primary key, shop integer, state text, amount integer, made_at integer) strict',
          );
          for (const statement of createRollupTables([rollup], [sales])) database.exec(statement);
          const calendar = localCalendar(timeZone);
          const keeper = openRollupKeeper(database, [sales], [rollup], calendar);
          const observer = keeper.observe(
            'sales',
            sales.columns.map(({ name }) => name),
          );
          for (const [id, { shop, state, amount, at }] of list.entries()) {
            database.prepare('insert into sales values (?, ?, ?, ?, ?)').run(id, shop, state, amount, at);
            observer?.changed(null, [id, shop, state, amount, at]);
          }
          keeper.flush();
          const query = dialect.sqlToQuery(readRollup(rollup, sales, calendar, question));
          const keys = (by === 'none' ? 0 : 1) + (byShop ? 1 : 0);
          const found = new Map(
            database
              .prepare<unknown[], number[]>(query.sql)
              .raw()
              .all(...query.params)
              .map((row) => [row.slice(0, keys).join('/'), row.slice(keys)]),
          );
          database.close();
          expect(found).toEqual(expectedAnswer(list, question, timeZone));
        },
      ),
      { numRuns: 500 },
    );
  });
});

function day(year: number, month: number, date: number): number {
  return dayNumber({ year, month, day: date });
}

describe('the range before', () => {
  test('has as many whole months, whatever their length', () => {
    expect(rangeBefore({ from: day(2024, 3, 1), until: day(2024, 4, 1) })).toEqual({
      from: day(2024, 2, 1),
      until: day(2024, 3, 1),
    });
    expect(rangeBefore({ from: day(2024, 1, 1), until: day(2025, 1, 1) }).from).toBe(day(2023, 1, 1));
  });

  test('has as many days otherwise', () => {
    expect(rangeBefore({ from: day(2024, 3, 2), until: day(2024, 4, 1) })).toEqual({
      from: day(2024, 2, 1),
      until: day(2024, 3, 2),
    });
  });
});
