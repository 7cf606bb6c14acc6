import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import {
  type ExploreAnswer,
  type ExploreAxis,
  type ExploreQueryInput,
  exploreQuerySchema,
} from '#contract/metrics/explore/explore-query.ts';
import { metricQuerySchema, type MetricValue } from '#contract/metrics/metric-query.ts';
import { isOfOneCurrency, isQuotient, metricNames, metricOf } from '#contract/metrics/metrics.ts';
import { seedBusiness } from '#sandbox/business/seed-business.ts';
import { createTestDatabase, type TestDatabase } from '../../../../../tests/setup/test-database.ts';
import { localCopy } from '../../../local-copy.ts';
import { silentLogger } from '../../../logging/logger.ts';
import { startSyncEngine, type SyncEngine } from '../../../sync/sync-engine.ts';
import { untilCurrent } from '../../../sync/testing/things.ts';
import { openWorkspace } from '../../../workspaces/open-workspace.ts';
import { type AnalyticsReader, analyticsReader } from '../../analytics-reader.ts';
import { currencyRule, planSteps } from '../plan.ts';
import { readRawRows } from '../testing/raw-rows.ts';
import { type Data, dated, referenceRows } from '../testing/reference-answer.ts';
import { cutsOf } from './cuts-of.ts';
import { exploreMetric } from './explore-metric.ts';
import { scanSize } from './scan-size.ts';

const until = Date.UTC(2026, 9, 14, 15, 20);
const timeZone = 'America/St_Johns';
let database: TestDatabase;
let engine: SyncEngine;
let reader: AnalyticsReader;
let data: Data;
let folder: string;

beforeAll(async () => {
  database = await createTestDatabase();
  const { workspace } = await openWorkspace(database.database);
  const size = { orders: 900, channels: 18, advertisers: 60, editors: 8, admins: 2 };
  await seedBusiness({ pool: database.pool, workspaceId: workspace.id, size, until, seed: 3, replace: true });
  await database.pool.query('update workspaces set time_zone = $1', [timeZone]);
  data = dated(await readRawRows(database.pool), timeZone);
  folder = mkdtempSync(path.join(tmpdir(), 'opsdeck-explore-'));
  const connection = { connectionString: database.url };
  engine = startSyncEngine({
    folder,
    definition: localCopy(workspace.id, {}),
    connection: () => Promise.resolve({ read: connection, primary: connection }),
    logger: silentLogger(),
  });
  await untilCurrent(engine);
  reader = await analyticsReader(engine.cache);
});

afterAll(async () => {
  await engine.close();
  rmSync(folder, { recursive: true, force: true });
  await database.drop();
});

type Axes = readonly (ExploreAxis | null)[];

/** The reference's answer by some axes, by their keys. */
function expectedBy(
  query: ReturnType<typeof exploreQuerySchema.parse>,
  axes: Axes,
  range: ExploreAnswer['range'],
): Map<string, MetricValue> {
  const named = axes.filter((axis) => axis !== null);
  const dimensions = named.filter((axis) => axis !== 'period');
  const asked = metricQuerySchema.parse({
    metrics: [query.metric],
    range,
    granularity: named.includes('period') ? query.granularity : 'none',
    dimensions,
    filters: query.filters,
    currency: query.currency,
  });
  return new Map(
    referenceRows(data, asked, range).map(({ start, keys, values }) => [
      named
        .map((axis) => (axis === 'period' ? (start ?? '') : (keys[dimensions.indexOf(axis)] ?? '')))
        .join(' '),
      values[0] ?? null,
    ]),
  );
}

function compare(answer: ExploreAnswer, input: ExploreQueryInput): void {
  const query = exploreQuerySchema.parse(input);
  const { metric, rows, columns } = query;
  const nothing = isQuotient(metric) ? null : '0';
  const valueOf = (values: Map<string, MetricValue>, key: string): MetricValue =>
    values.has(key) ? (values.get(key) ?? null) : nothing;
  const cells = expectedBy(query, [rows, columns], answer.range);
  const seen = new Set<string>();
  for (const [at, row] of answer.rows.entries()) {
    for (const [index, column] of answer.columns.entries()) {
      const key = `${row.key} ${column.key}`;
      seen.add(key);
      expect({ key, value: answer.cells[at]?.[index] }).toEqual({ key, value: valueOf(cells, key) });
    }
  }
  // Nothing that the reference knows is missing.
  if (columns !== null && answer.rowCount === answer.rows.length) {
    const missing = [...cells].filter(([key, value]) => !seen.has(key) && value !== nothing);
    expect({ query, missing }).toEqual({ query, missing: [] });
  }
  if (answer.rowTotals !== null) {
    const totals = expectedBy(query, [rows], answer.range);
    for (const { key, total } of answer.rows)
      expect({ key, total }).toEqual({ key, total: valueOf(totals, key) });
  }
  if (answer.columnTotals !== null && columns !== null) {
    const totals = expectedBy(query, [columns], answer.range);
    for (const { key, total } of answer.columns)
      expect({ key, total }).toEqual({ key, total: valueOf(totals, key) });
  }
  if (answer.grandTotal !== null) {
    expect(answer.total).toBe(valueOf(expectedBy(query, [], answer.range), ''));
  }
}

const ranges = fc.constantFrom(
  { from: '2026-03-03', to: '2026-03-20' },
  { from: '2025-12-31', to: '2026-02-02' },
  { from: '2026-01-01', to: '2026-06-30' },
  { from: '2026-10-14', to: '2026-10-14' },
);

test(
  'every metric by every two things is what the rows in Postgres add up to',
  { timeout: 240_000 },
  async () => {
    let compared = 0;
    for (const [at, metric] of metricNames.entries()) {
      const cuts = cutsOf(metric).filter(({ way }) => way !== 'never' && way !== 'one');
      const questions = fc.sample(
        fc.record({
          cut: fc.constantFrom(...cuts),
          range: ranges,
          granularity: fc.constantFrom('day', 'week', 'month', 'quarter'),
          currency: fc.constantFrom('USD', 'EUR'),
          compare: fc.constantFrom('none', 'previous', 'year_before'),
        }),
        { numRuns: 7, seed: at },
      );
      for (const { cut, ...rest } of questions) {
        const input = {
          metric,
          rows: cut.rows,
          columns: cut.columns,
          most: { rows: 10_000, columns: 200 },
          ...rest,
        };
        const answer = await exploreMetric(
          reader,
          exploreQuerySchema.parse(input),
          until,
          engine.cache.patiently(),
        );
        compare(answer, input);
        compared += answer.cells.flat().length;
      }
    }
    expect(compared).toBeGreaterThan(1_000);
  },
);

const explore = (input: Omit<ExploreQueryInput, 'currency'>) =>
  exploreMetric(
    reader,
    exploreQuerySchema.parse({ currency: 'USD', ...input }),
    until,
    engine.cache.patiently(),
  );

test('amounts of several currencies have no total, levels have none over time', async () => {
  const byCurrency = await explore({ metric: 'sales', rows: 'category', columns: 'currency', range: null });
  expect([byCurrency.rowTotals, byCurrency.columnTotals, byCurrency.grandTotal]).toEqual([null, 'sum', null]);
  expect(byCurrency.columns.length).toBeGreaterThan(1);
  const level = await explore({ metric: 'customers', rows: 'country', columns: 'period', range: null });
  expect([level.rowTotals, level.columnTotals, level.grandTotal]).toEqual([null, 'sum', null]);
  const rate = await explore({ metric: 'completion_rate', rows: 'category', columns: null, range: null });
  expect([rate.rowTotals, rate.grandTotal]).toEqual(['overall', 'overall']);
  expect(isOfOneCurrency(metricOf('sales'))).toBe(true);
});

test('the first of many, in the order that was asked for', async () => {
  const most = { rows: 3, columns: 2 };
  const top = await explore({ metric: 'orders', rows: 'channel', columns: 'period', range: null, most });
  expect([top.rows.length, top.rowCount]).toEqual([3, 13]);
  const totals = top.rows.map(({ total }) => Number(total));
  expect(totals).toEqual(totals.toSorted((one, other) => other - one));
  expect(top.rows.every(({ name }) => name !== null)).toBe(true);
  // Of periods the last.
  expect(top.columns.at(-1)?.range?.to).toBe('2026-10-14');
  const byName = await explore({
    metric: 'orders',
    rows: 'channel',
    columns: null,
    range: null,
    order: { by: 'name', descending: false },
  });
  const names = byName.rows.map(({ name }) => name ?? '');
  const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
  expect(names).toEqual(names.toSorted((one, other) => collator.compare(one, other)));
  const key = top.columns[0]?.key ?? '';
  const byColumn = await explore({
    metric: 'orders',
    rows: 'channel',
    columns: 'period',
    range: null,
    most,
    order: { by: 'column', key, descending: true },
  });
  const values = byColumn.cells.map(([first]) => Number(first));
  expect(values).toEqual(values.toSorted((one, other) => other - one));
});

test('a comparison sets the first period beside the first, and keeps who has stopped', async () => {
  const answer = await explore({
    metric: 'orders',
    rows: 'advertiser',
    columns: 'period',
    range: { from: '2026-07-01', to: '2026-09-30' },
    compare: 'previous',
  });
  expect(answer.comparedRange).toEqual({ from: '2026-04-01', to: '2026-06-30' });
  expect(answer.comparedCells?.length).toBe(answer.rows.length);
  const before = await explore({
    metric: 'orders',
    rows: 'advertiser',
    columns: 'period',
    range: { from: '2026-04-01', to: '2026-06-30' },
  });
  for (const { key } of before.rows) expect(answer.rows.map((row) => row.key)).toContain(key);
  const [row] = before.rows;
  const at = answer.rows.findIndex(({ key }) => key === row?.key);
  expect(answer.comparedCells?.[at]).toEqual(before.cells[0]);
});

test('raises METRICS_TOO_MANY_ROWS for what would take looking through too many rows', async () => {
  const query = metricQuerySchema.parse({
    metrics: ['orders'],
    range: null,
    dimensions: ['channel', 'category'],
  });
  const [step] = planSteps(query, { filters: {}, owned: null, large: [] }, currencyRule(query), true);
  if (step === undefined) throw new Error('there is no step');
  expect(step.isScan).toBe(true);
  const whole = { from: 18_000, until: 25_000 };
  await expect(scanSize(reader, step, [whole], { most: 899 })).rejects.toMatchObject({
    code: 'METRICS_TOO_MANY_ROWS',
    details: { rows: 900, most: 899 },
  });
  expect(await scanSize(reader, step, [whole], { quick: 899, most: 900 })).toBe('long');
  expect(await scanSize(reader, step, [whole], { quick: 900, most: 900 })).toBe('quick');
});

test('what is read patiently is the same as what pages read', async () => {
  const count = { sql: sql`select count(*) as orders from orders`, row: z.object({ orders: z.int() }) };
  const [[patient]] = await engine.cache.patiently().together([count]);
  expect(patient).toEqual({ orders: 900 });
  expect(await engine.cache.patiently().rows(count.sql, count.row)).toEqual(
    await engine.cache.rows(count.sql, count.row),
  );
  const left = engine.cache.patiently(AbortSignal.abort()).together([count]);
  await expect(left).rejects.toMatchObject({ code: 'CACHE_NOT_READY' });
});
