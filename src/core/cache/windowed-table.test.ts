import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CacheDefinition } from './cache-definition.ts';
import { CacheWriter } from './cache-writer.ts';
import type { MirrorTable } from './mirror-table.ts';
import type { RowValue } from './rollups/rollup.ts';
import { rollupSupport } from './rollups/rollup-support.ts';
import { cutoffOf } from './table-writer.ts';

const dayMs = 86_400_000;
const days = 30;
const open = ['waiting', 'running'];

const jobs: MirrorTable = {
  name: 'jobs',
  workspaceColumn: 'workspace_id',
  columns: [
    { name: 'id', kind: 'integer' },
    { name: 'made_at', kind: 'instant' },
    { name: 'state', kind: 'text' },
    { name: 'amount', kind: 'integer' },
    { name: 'words', kind: 'text' },
    { name: 'version', kind: 'integer' },
  ],
  key: ['id'],
  indexes: [
    { name: 'jobs_by_time', columns: ['made_at'] },
    { name: 'jobs_open', columns: ['state', 'id'], where: { column: 'state', in: open } },
  ],
  window: { column: 'made_at', keep: { column: 'state', in: open }, alsoOutside: ['version'] },
  scope: { kind: 'window', days },
};

const definition: CacheDefinition = {
  workspaceId: 'test',
  tables: [jobs],
  rollups: [
    {
      kind: 'sum',
      name: 'job_sums',
      source: 'jobs',
      time: 'made_at',
      grains: ['day', 'month', 'total'],
      dimensions: [],
      measures: [
        { name: 'amount', column: 'amount' },
        { name: 'done', column: null, where: { column: 'state', in: ['done'] } },
      ],
      clustered: 'time',
    },
  ],
};

type Row = { id: number; age: number | null; state: string | null; amount: number };
type Step =
  { readonly put: Row } | { readonly remove: number } | { readonly daysPass: number } | 'commit' | 'rollback';

const row: fc.Arbitrary<Row> = fc.record({
  id: fc.integer({ min: 1, max: 12 }),
  age: fc.option(fc.integer({ min: 0, max: 80 }), { freq: 8 }),
  state: fc.option(fc.constantFrom('waiting', 'running', 'done'), { freq: 8 }),
  amount: fc.integer({ min: -5, max: 1_000 }),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: row.map((put) => ({ put })) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 12 }).map((remove) => ({ remove })) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 20 }).map((daysPass) => ({ daysPass })) },
  { weight: 2, arbitrary: fc.constant<Step>('commit') },
  { weight: 1, arbitrary: fc.constant<Step>('rollback') },
);

describe('a table of which a window is kept', () => {
  test('has each row whole or in part, by its age and state, and exact sums, after any history', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), fc.array(step, { maxLength: 40 }), (first, steps) => {
        const start = Date.now();
        const instantOf = (age: number | null) => (age === null ? null : start - age * dayMs);
        const asRow = ({ id, age, state, amount }: Row): RowValue[] => [
          id,
          instantOf(age),
          state,
          amount,
          `job ${id}`,
          amount + 10,
        ];
        const writer = CacheWriter.create(':memory:', definition, rollupSupport, 'Europe/Berlin');
        const table = writer.table('jobs');
        if (table === null) throw new Error('there is no table');
        const facts = { timeZone: 'Europe/Berlin', epoch: 'e', cursor: '1:1:', asOf: start };
        let committed = new Map<number, Row>(first.map((one) => [one.id, one]));
        writer.begin();
        for (const one of committed.values()) table.load(asRow(one));
        table.finishLoad();
        writer.finishLoad(facts);
        let now = start;
        let rows = new Map(committed);
        writer.begin();
        const rollBack = () => {
          writer.rollback();
          rows = new Map(committed);
        };
        const commit = () => {
          writer.commit(facts, new Set());
          committed = new Map(rows);
        };
        for (const one of [...steps, 'commit' as const]) {
          if (one === 'rollback') rollBack();
          else if (one === 'commit') commit();
          else if ('put' in one) {
            rows.set(one.put.id, one.put);
            table.put(asRow(one.put));
            continue;
          } else if ('remove' in one) {
            rows.delete(one.remove);
            table.remove([String(one.remove)]);
            continue;
          } else {
            commit();
            now += one.daysPass * dayMs;
            writer.ageWindows(now);
          }
          expect(sidesOf(writer)).toEqual(expectedSides([...committed.values()], start, now));
          expect(rollupSupport.verify(writer.database, definition, 'Europe/Berlin')).toEqual([]);
          expect(writer.countRows()).toBe(sidesOf(writer).inside.length);
          writer.begin();
        }
        writer.close();
      }),
      { numRuns: 60 },
    );
  });
});

type Sides = { readonly inside: unknown[]; readonly outside: unknown[] };

function sidesOf({ database }: CacheWriter): Sides {
  return {
    inside: database.prepare('select id, amount, words from jobs order by id').raw().all(),
    outside: database.prepare('select id, amount, version from jobs_outside order by id').raw().all(),
  };
}

function expectedSides(rows: readonly Row[], start: number, now: number): Sides {
  const isKept = ({ age, state }: Row): boolean =>
    age === null || start - age * dayMs >= cutoffOf(days, now) || (state !== null && open.includes(state));
  const sorted = rows.toSorted((one, other) => one.id - other.id);
  return {
    inside: sorted.filter(isKept).map(({ id, amount }) => [id, amount, `job ${id}`]),
    outside: sorted.filter((one) => !isKept(one)).map(({ id, amount }) => [id, amount, amount + 10]),
  };
}
