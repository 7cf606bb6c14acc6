import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { MetricDimension } from '#contract/metrics/metric.ts';
import {
  comparisons,
  granularities,
  type MetricPart,
  type MetricRow,
  type MetricQuery,
  type MetricQueryInput,
  metricQuerySchema,
} from '#contract/metrics/metric-query.ts';
import { type MetricName, metricNames } from '#contract/metrics/metrics.ts';
import { statusMetrics } from '#contract/metrics/order-metrics.ts';
import { seedBusiness } from '#sandbox/business/seed-business.ts';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/test-database.ts';
import type { CacheDefinition } from '../../cache/cache-definition.ts';
import { localCopy } from '../../local-copy.ts';
import { silentLogger } from '../../logging/logger.ts';
import { startSyncEngine, type SyncEngine } from '../../sync/sync-engine.ts';
import { untilCurrent } from '../../sync/testing/things.ts';
import { openWorkspace } from '../../workspaces/open-workspace.ts';
import { type AnalyticsReader, analyticsReader } from '../analytics-reader.ts';
import { currencyRule, planSteps } from './plan.ts';
import { queryMetrics } from './query-metrics.ts';
import { readConditions } from './read-conditions.ts';
import { readRawRows, type RawRows } from './testing/raw-rows.ts';
import { type Data, dated, referenceRows } from './testing/reference-answer.ts';

const until = Date.UTC(2026, 9, 14, 15, 20);
let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  await database.drop();
});

/** Where nobody has thousands of orders, some are large with fewer. */
function withLarge(definition: CacheDefinition, atLeast: number): CacheDefinition {
  const rollups = definition.rollups.map((rollup) =>
    rollup.kind === 'sum' && rollup.ofLarge !== undefined
      ? { ...rollup, ofLarge: { ...rollup.ofLarge, atLeast } }
      : rollup,
  );
  return { ...definition, rollups };
}

/** A business in a cache whose days are those of the zone, and its rows as Postgres has them. */
async function inZone(
  timeZone: string,
  raw: RawRows,
  workspaceId: Parameters<typeof localCopy>[0],
  ask: (engine: SyncEngine, data: Data) => Promise<void>,
): Promise<void> {
  await database.pool.query('update workspaces set time_zone = $1', [timeZone]);
  const folder = mkdtempSync(path.join(tmpdir(), 'opsdeck-metrics-'));
  const connection = { connectionString: database.url };
  const engine = startSyncEngine({
    folder,
    definition: withLarge(localCopy(workspaceId, {}), 12),
    connection: () => Promise.resolve({ read: connection, primary: connection }),
    logger: silentLogger(),
  });
  try {
    await untilCurrent(engine);
    expect((await analyticsReader(engine.cache)).calendar.timeZone).toBe(timeZone);
    await ask(engine, dated(raw, timeZone));
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function seeded(size: Parameters<typeof seedBusiness>[0]['size']) {
  const { workspace } = await openWorkspace(database.database);
  await seedBusiness({ pool: database.pool, workspaceId: workspace.id, size, until, seed: 7, replace: true });
  return { workspaceId: workspace.id, raw: await readRawRows(database.pool) };
}

/** What can be asked together: some metrics, split and filtered in one of these ways. */
type Shape = {
  readonly metrics: readonly MetricName[];
  readonly dimensions: readonly MetricDimension[];
  readonly filters?: MetricQueryInput['filters'];
  /** Where only months are kept. */
  readonly coarse?: true;
};

const everywhere: readonly MetricName[] = [
  'orders',
  ...statusMetrics,
  'orders_open',
  'orders_settled',
  'completion_rate',
  'order_value',
  'average_order_value',
];
const revenue: readonly MetricName[] = [
  'completed_orders',
  'sales',
  'revenue',
  'earnings',
  'average_completed_value',
  'take_rate',
];
const people: readonly MetricName[] = ['new_customers', 'customers', 'suspended_customers'];
const channelNumbers: readonly MetricName[] = ['channels', 'approved_channels'];
const cash: readonly MetricName[] = ['deposits', 'withdrawals', 'payouts', 'net_deposits'];
const earned: readonly MetricName[] = ['spend', 'order_earnings', 'refunds'];
const campaigns: readonly MetricName[] = [
  'spend',
  'refunds',
  'committed',
  'reach',
  'cost_per_thousand_views',
  'conversion_value',
  'return_on_spend',
];

/** What is asked of the channels of one advertiser. */
const campaignSums: readonly MetricName[] = [
  'spend',
  'cost_per_thousand_views',
  'conversion_value',
  'return_on_spend',
];

const parsed = (filters: object) => metricQuerySchema.shape.filters.parse(filters);

function shapesOf(raw: RawRows): Shape[] {
  const busiestFirst = (of: (order: RawRows['orders'][number]) => string): number[] => {
    const counts = new Map<string, number>();
    for (const order of raw.orders) counts.set(of(order), (counts.get(of(order)) ?? 0) + 1);
    return [...counts].toSorted(([, one], [, other]) => other - one).map(([id]) => Number(id));
  };
  const most = (of: (order: RawRows['orders'][number]) => string) => busiestFirst(of)[0];
  const advertisers = busiestFirst((order) => order.advertiser_id);
  const advertiser = advertisers[0];
  const editor = most((order) => order.editor_id);
  const channels = busiestFirst((order) => order.channel_id);
  const channel = channels[0];
  return [
    { metrics: everywhere, dimensions: [] },
    {
      metrics: [...everywhere, 'spend'],
      dimensions: ['category'],
      filters: parsed({ category: ['crypto', 'tech'] }),
    },
    { metrics: [...earned, 'orders'], dimensions: ['category', 'currency'] },
    { metrics: earned, dimensions: ['currency'], filters: parsed({ currency: ['EUR'] }) },
    { metrics: [...everywhere, 'spend'], dimensions: ['channel'], coarse: true },
    { metrics: [...everywhere, 'spend'], dimensions: ['advertiser'], coarse: true },
    { metrics: [...everywhere, 'order_earnings'], dimensions: ['editor', 'currency'], coarse: true },
    { metrics: ['orders', 'spend'], dimensions: ['editor', 'channel'], coarse: true },
    { metrics: campaigns, dimensions: [], filters: parsed({ advertiser }) },
    { metrics: campaigns, dimensions: ['channel', 'category'], filters: parsed({ advertiser }) },
    ...[channel, channels.at(-1)].map((id): Shape => ({
      metrics: ['spend', 'orders', 'completion_rate'],
      dimensions: ['advertiser'],
      filters: parsed({ channel: [id] }),
    })),
    // A large one, of whom there are days and channels, and one who has too few orders for that.
    ...[advertiser, advertisers.at(-1)].flatMap((id): Shape[] => [
      { metrics: [...statusMetrics, ...campaignSums], dimensions: [], filters: parsed({ advertiser: id }) },
      {
        metrics: ['average_order_value', 'reach', 'refunds'],
        dimensions: [],
        filters: parsed({ advertiser: id }),
      },
      {
        metrics: ['orders', ...campaignSums],
        dimensions: ['channel'],
        filters: parsed({ advertiser: id }),
      },
    ]),
    {
      metrics: [...campaigns, 'orders'],
      dimensions: ['advertiser'],
      filters: parsed({ channel: [channel] }),
    },
    {
      metrics: ['orders', 'order_earnings', 'completion_rate'],
      dimensions: ['channel'],
      filters: parsed({ editor }),
    },
    { metrics: [...revenue, 'orders'], dimensions: [] },
    { metrics: revenue, dimensions: ['category'] },
    { metrics: revenue, dimensions: ['editor'] },
    { metrics: revenue, dimensions: [], filters: parsed({ editor }) },
    { metrics: people, dimensions: [] },
    { metrics: people, dimensions: ['role', 'country'] },
    { metrics: people, dimensions: ['country'], filters: parsed({ role: ['editor', 'both'] }) },
    { metrics: channelNumbers, dimensions: ['category'] },
    { metrics: channelNumbers, dimensions: ['editor'], filters: parsed({ category: ['crypto'] }) },
    { metrics: cash, dimensions: [] },
    { metrics: cash, dimensions: ['currency'], filters: parsed({ advertiser }) },
  ];
}

/** Changes of clocks, months of all lengths, leap days, a year's ends; the business begins three years before `until`. */
const notable: readonly (readonly [string, string])[] = [
  ['2024-03-30', '2024-04-01'],
  ['2024-10-26', '2024-10-28'],
  ['2026-03-08', '2026-04-05'],
  ['2024-02-01', '2024-02-29'],
  ['2025-02-01', '2025-02-28'],
  ['2025-02-28', '2025-03-30'],
  ['2025-12-31', '2026-01-01'],
  ['2026-10-14', '2026-10-14'],
  ['2020-01-01', '2020-12-31'],
];

const day = fc
  .integer({ min: Date.UTC(2023, 9, 1) / 86_400_000, max: Date.UTC(2026, 10, 1) / 86_400_000 })
  .map((number) => new Date(number * 86_400_000).toISOString().slice(0, 10));

function questions(shape: Shape): fc.Arbitrary<MetricQuery> {
  const ranges = fc.oneof(
    fc.constantFrom(...notable).map(([from, to]) => ({ from, to })),
    fc
      .tuple(day, day)
      .map(([one, other]) => (one < other ? { from: one, to: other } : { from: other, to: one })),
  );
  return fc
    .record({
      range: ranges,
      compare: fc.constantFrom(...comparisons),
      granularity: fc.constantFrom(
        ...granularities.filter((name) => shape.coarse !== true || (name !== 'day' && name !== 'week')),
      ),
      currency: fc.constantFrom(null, 'USD', 'EUR'),
    })
    .map((parts) => {
      const { metrics, dimensions, filters = {} } = shape;
      return metricQuerySchema.parse({ metrics, dimensions, filters, ...parts });
    });
}

/** Rows in an order of their own, so that only what they say is compared. */
function sorted(rows: readonly { start: string | null; keys: readonly string[]; currency: string | null }[]) {
  return rows
    .map((row) => ({ id: `${row.start} ${row.keys.join(' ')} ${row.currency}`, row }))
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
    .map(({ row }) => row);
}

const seen = {
  negative: 0,
  absent: 0,
  narrowed: 0,
  values: 0,
  ofLarge: new Set<string>(),
  metrics: new Set<string>(),
};

function compare(part: MetricPart, data: Data, query: MetricQuery): void {
  const expected = referenceRows(data, query, part.range);
  expect(sorted(part.rows)).toEqual(sorted(expected));
  const whole: MetricQuery = { ...query, granularity: 'none', dimensions: [] };
  const totals = referenceRows(
    data,
    { ...whole, currency: query.dimensions.includes('currency') ? null : query.currency },
    part.range,
  );
  const nothing = part.totals.length === 1 && totals.length === 0;
  if (!nothing) {
    expect(sorted(part.totals.map((total) => ({ start: null, keys: [], ...total })))).toEqual(sorted(totals));
  }
  for (const { values } of part.rows) {
    seen.values += values.length;
    seen.absent += values.filter((value) => value === null).length;
    seen.negative += values.filter((value) => value?.startsWith('-')).length;
  }
  for (const name of query.metrics) seen.metrics.add(name);
}

/** The first rows alone are what the first of all rows are, with the same totals. */
async function compareFirst(reader: AnalyticsReader, asked: MetricQuery): Promise<void> {
  for (const [at, metric] of asked.metrics.entries()) {
    const query: MetricQuery = {
      ...asked,
      granularity: at % 2 === 0 ? 'none' : asked.granularity,
      order: { metric, descending: at % 3 !== 1 },
    };
    const all = await queryMetrics(reader, query, until);
    const first = await queryMetrics(reader, { ...query, limit: 3 }, until);
    expect(first.rows).toEqual(all.rows.slice(0, 3));
    expect(first.totals).toEqual(all.totals);
    expect(first.compared?.totals).toEqual(all.compared?.totals);
    const shown = new Set(first.rows.map(({ keys }) => keys.join()));
    const ofShown = (rows: readonly MetricRow[] = []) => rows.filter(({ keys }) => shown.has(keys.join()));
    expect(ofShown(first.compared?.rows)).toEqual(ofShown(all.compared?.rows));
    if (first.compared !== null && first.compared.rows.length < (all.compared?.rows.length ?? 0))
      seen.narrowed += 1;
  }
}

async function askAll(
  engine: SyncEngine,
  data: Data,
  raw: RawRows,
  times: number,
  seed: number,
): Promise<void> {
  const reader = await analyticsReader(engine.cache);
  for (const shape of shapesOf(raw)) {
    for (const query of fc.sample(questions(shape), { numRuns: times, seed })) {
      const answer = await queryMetrics(reader, query, until);
      compare(answer, data, query);
      const [step] = planSteps(query, await readConditions(reader, query), currencyRule(query));
      if (step?.reading.kind === 'sums' && step.reading.ofLarge !== undefined)
        seen.ofLarge.add(step.reading.rollup.name);
      expect(answer.compared === null).toBe(query.compare === 'none');
      if (answer.compared !== null) compare(answer.compared, data, query);
      if (query.dimensions.length > 0) await compareFirst(reader, query);
    }
  }
}

test('raises METRICS_DO_NOT_FIT for what no sums are kept of', () => {
  const query = metricQuerySchema.parse({
    metrics: ['orders'],
    range: null,
    dimensions: ['channel', 'category'],
  });
  expect(() => planSteps(query, { filters: {}, owned: null, large: [] }, null)).toThrow(
    expect.objectContaining({
      code: 'METRICS_DO_NOT_FIT',
      details: { metric: 'Orders', dimensions: 'channel, category' },
    }),
  );
});

describe('every metric is what the rows in Postgres add up to', () => {
  test('in the tiny business', { timeout: 120_000 }, async () => {
    const { workspaceId, raw } = await seeded('tiny');
    await inZone('Asia/Tashkent', raw, workspaceId, (engine, data) => askAll(engine, data, raw, 2, 11));
  });

  test(
    'in an invented one, in zones that change their clocks and such with half hours',
    { timeout: 240_000 },
    async () => {
      const { workspaceId, raw } = await seeded({
        orders: 1_500,
        channels: 25,
        advertisers: 120,
        editors: 10,
        admins: 2,
      });
      const zones = ['Europe/Berlin', 'Asia/Kolkata', 'Australia/Lord_Howe', 'America/St_Johns'];
      for (const [index, timeZone] of zones.entries()) {
        await inZone(timeZone, raw, workspaceId, (engine, data) => askAll(engine, data, raw, 3, index));
      }
      // The comparison has seen what it is for: every metric, totals below zero, and nothing to divide by.
      expect([...seen.metrics].toSorted()).toEqual([...metricNames].toSorted());
      expect(seen.negative).toBeGreaterThan(0);
      expect(seen.absent).toBeGreaterThan(0);
      expect([...seen.ofLarge].toSorted()).toEqual([
        'advertisers_of_large_channels',
        'channels_of_large_advertisers',
        'orders_of_large_advertisers',
      ]);
      expect(seen.narrowed).toBeGreaterThan(10);
    },
  );
});
