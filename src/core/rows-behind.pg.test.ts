import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type SQL, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { instant } from '#contract/time.ts';
import { type RowsBehind, rowsBehind } from '#contract/metrics/drill-down.ts';
import { metricQuerySchema } from '#contract/metrics/metric-query.ts';
import { canBeSplitBy, type MetricName, metricNames, metricOf } from '#contract/metrics/metrics.ts';
import {
  activeBehind,
  cohortBehind,
  growthBehind,
  hourBehind,
  retainedBehind,
} from '#contract/metrics/rows-of-panels.ts';
import { seedBusiness } from '#sandbox/business/seed-business.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/setup/test-database.ts';
import { type AnalyticsReader, analyticsReader } from './analytics/analytics-reader.ts';
import { growth } from './analytics/metrics/growth.ts';
import { queryMetrics } from './analytics/metrics/query-metrics.ts';
import { activeCustomers } from './analytics/queries/active-customers.ts';
import { orderHours } from './analytics/queries/order-hours.ts';
import { retention } from './analytics/queries/retention.ts';
import { localCopy } from './local-copy.ts';
import { silentLogger } from './logging/logger.ts';
import { listChannels } from './marketplace/channels/queries/list-channels.ts';
import { listCustomers } from './marketplace/customers/queries/list-customers.ts';
import { filterInTime } from './marketplace/orders/queries/filter-in-time.ts';
import { listOrders } from './marketplace/orders/queries/list-orders.ts';
import { matchingOrders } from './marketplace/orders/queries/matching-orders.ts';
import { listPayments, matchingPayments } from './marketplace/payments/queries/list-payments.ts';
import { startSyncEngine, type SyncEngine } from './sync/sync-engine.ts';
import { untilCurrent } from './sync/testing/things.ts';
import { openWorkspace } from './workspaces/open-workspace.ts';

const until = Date.UTC(2026, 9, 14, 15, 20);
const folder = mkdtempSync(path.join(tmpdir(), 'opsdeck-rows-'));
let database: TestDatabase;
let engine: SyncEngine;
let reader: AnalyticsReader;

/** The first and the last moments of days in Berlin, one of them 23 and one 25 hours long. */
const edges = [
  '2026-03-28 22:59:59.999Z',
  '2026-03-28 23:00Z',
  '2026-03-29 21:59:59.999Z',
  '2026-03-29 22:00Z',
  '2025-10-25 21:59:59.999Z',
  '2025-10-25 22:00Z',
  '2025-10-26 22:59:59.999Z',
  '2025-10-26 23:00Z',
];

beforeAll(async () => {
  database = await createTestDatabase();
  const { workspace } = await openWorkspace(database.database);
  const { pool } = database;
  await pool.query(`update workspaces set time_zone = 'Europe/Berlin'`);
  await seedBusiness({
    pool,
    workspaceId: workspace.id,
    size: { orders: 1_000, channels: 15, advertisers: 80, editors: 6, admins: 1 },
    until,
  });
  const placed = (table: string, set: string, which: string) =>
    pool.query(
      `update ${table} set ${set} from (
        select id, row_number() over (order by id) as place from ${table} where ${which}) numbered
        join unnest($1::timestamptz[]) with ordinality edge(at, place) on edge.place = numbered.place
        where ${table}.id = numbered.id`,
      [edges],
    );
  await placed('customers', 'created_at = edge.at, verified_at = null, last_active_at = null', 'true');
  await placed('channels', 'created_at = edge.at', 'true');
  await placed(
    'payments',
    'settled_at = edge.at, created_at = edge.at',
    `state = 'succeeded' and kind = 'deposit'`,
  );
  await pool.query(`update customers set country = null where id % 7 = 0`);
  const connection = { connectionString: database.url };
  engine = startSyncEngine({
    folder,
    definition: localCopy(workspace.id, {}),
    connection: () => Promise.resolve({ read: connection, primary: connection }),
    logger: silentLogger(),
  });
  await untilCurrent(engine);
  reader = await analyticsReader(engine.cache);
}, 120_000);

afterAll(async () => {
  await engine.close();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

const page = { offset: 0, limit: 100_000 };
const byNumber = { column: 'id', descending: false } as const;

async function listed(behind: RowsBehind | null): Promise<number> {
  const { cache } = engine;
  switch (behind?.rows) {
    case 'orders':
      return (await listOrders(cache, { filter: behind.filter, descending: true, ...page })).total;
    case 'customers':
      return (await listCustomers(cache, { filter: behind.filter, sort: byNumber, ...page })).total;
    case 'channels':
      return (await listChannels(cache, { filter: behind.filter, sort: byNumber, ...page })).total;
    case 'payments':
      return (await listPayments(cache, { filter: behind.filter, descending: true, ...page })).total;
    case undefined:
      throw new Error('this leads nowhere');
  }
}

const ranges = [
  { from: '2026-03-29', to: '2026-03-29' },
  { from: '2025-10-26', to: '2025-10-26' },
  { from: '2025-10-25', to: '2026-03-28' },
  { from: '2026-02-01', to: '2026-10-14' },
];

test('a number leads to exactly as many rows', { timeout: 60_000 }, async () => {
  const counting = metricNames.filter((name) => {
    const { unit, formula } = metricOf(name);
    return unit === 'count' && formula.kind !== 'quotient' && name !== 'reach';
  });
  const filters = [
    {},
    { category: ['crypto', 'tech'] },
    { editor: 5 },
    { role: ['advertiser', 'both'] },
    { country: [''] },
    { role: ['advertiser'], country: ['DE', ''] },
  ];
  const compared = new Map<string, number>();
  for (const narrowing of filters) {
    const fits = (name: MetricName) => {
      const dimensions = ['category', 'editor', 'role', 'country'] as const;
      return dimensions.every((one) => !(one in narrowing) || canBeSplitBy([name], one));
    };
    for (const metric of counting.filter(fits)) {
      for (const range of ranges) {
        const query = metricQuerySchema.parse({ metrics: [metric], range, filters: narrowing });
        const answer = await queryMetrics(reader, query, until);
        const behind = rowsBehind(metric, answer.range, query.filters, null);
        const rows = await listed(behind);
        const asked = { metric, range, narrowing };
        expect({ ...asked, rows: String(rows) }).toEqual({
          ...asked,
          rows: answer.totals[0]?.values[0] ?? '0',
        });
        if (rows > 0) compared.set(behind?.rows ?? '', (compared.get(behind?.rows ?? '') ?? 0) + 1);
      }
    }
  }
  expect(Object.fromEntries(compared)).toEqual({
    orders: expect.toSatisfy((count: number) => count > 20),
    customers: expect.toSatisfy((count: number) => count > 20),
    channels: expect.toSatisfy((count: number) => count > 8),
  });
});

test('amounts of payments are those of the payments that they lead to', { timeout: 60_000 }, async () => {
  const names: readonly MetricName[] = ['deposits', 'withdrawals', 'payouts', 'net_deposits'];
  let compared = 0;
  for (const currency of ['USD', 'EUR']) {
    for (const metric of names) {
      for (const range of ranges) {
        const query = metricQuerySchema.parse({ metrics: [metric], range, currency });
        const answer = await queryMetrics(reader, query, until);
        const behind = rowsBehind(metric, answer.range, query.filters, currency);
        if (behind?.rows !== 'payments') throw new Error(`${metric} leads nowhere`);
        const { rows, total } = await listPayments(engine.cache, {
          filter: behind.filter,
          descending: true,
          ...page,
        });
        const sum = rows.reduce((all, { kind, amount }) => {
          const micros = BigInt(amount.micros);
          return kind !== 'deposit' && metric === 'net_deposits' ? all - micros : all + micros;
        }, 0n);
        expect({ metric, range, sum: String(sum) }).toEqual({
          metric,
          range,
          sum: answer.totals[0]?.values[0] ?? '0',
        });
        if (total > 0) compared += 1;
      }
    }
  }
  expect(compared).toBeGreaterThan(10);
});

test('cohorts, months of growth and the active lead to as many customers', { timeout: 60_000 }, async () => {
  for (const cohort of await retention(reader, { lastMonth: '2026-10-14', months: 12 })) {
    expect(await listed(cohortBehind(cohort.cohort))).toBe(cohort.signedUp);
    for (const age of [0, 1, 4].filter((one) => one < cohort.active.length)) {
      expect(await listed(retainedBehind(cohort.cohort, age))).toBe(cohort.active[age]);
    }
  }
  for (const { month, fresh, kept, back, lost } of await growth(reader, {
    lastMonth: '2026-10-14',
    months: 8,
  })) {
    const found = {
      fresh: await listed(growthBehind(month, 'fresh')),
      kept: await listed(growthBehind(month, 'kept')),
      back: await listed(growthBehind(month, 'back')),
      lost: await listed(growthBehind(month, 'lost')),
    };
    expect({ month, ...found }).toEqual({ month, fresh, kept, back, lost });
  }
  for (const { role, day, week, month } of await activeCustomers(reader, { at: until })) {
    const found = await Promise.all(
      [1, 7, 30].map((days) => listed(activeBehind(role, instant(until - days * 86_400_000)))),
    );
    expect(found).toEqual([day, week, month]);
  }
});

async function planOf(question: SQL): Promise<string> {
  const steps = await engine.cache.rows(
    sql`explain query plan ${question}`,
    z.object({ detail: z.string() }),
  );
  return steps.map(({ detail }) => detail).join('\n');
}

test('payments of some days are found by the index on when they were settled', async () => {
  const behind = rowsBehind('deposits', { from: '2026-03-01', to: '2026-03-31' }, {}, 'USD');
  if (behind?.rows !== 'payments') throw new Error('these are payments');
  const meant = await matchingPayments(engine.cache, behind.filter);
  expect(await planOf(sql`select id from payments where ${meant} order by +id desc limit 50`)).toMatch(
    /SEARCH payments USING INDEX payments_by_settled/,
  );
});

test('an hour of the week leads to its orders, by the index on their time', { timeout: 60_000 }, async () => {
  const range = { from: '2025-10-20', to: '2026-04-02' };
  const hours = await orderHours(reader, { range });
  for (const { hourOfWeek, orders } of hours.filter((_, at) => at % 9 === 0)) {
    expect(await listed(hourBehind(range, hourOfWeek))).toBe(orders);
  }
  expect(hours.length).toBeGreaterThan(20);
  const behind = hourBehind(range, 30);
  if (behind.rows !== 'orders') throw new Error('these are orders');
  const meant = matchingOrders(await filterInTime(engine.cache, behind.filter));
  const steps = await planOf(sql`select id from orders where ${meant} order by id desc limit 50`);
  expect(steps).toMatch(
    /SEARCH one USING (COVERING )?INDEX orders_by_created \(created_at>\? AND created_at<\?\)/,
  );
  expect(steps).toMatch(/SEARCH orders USING (INTEGER PRIMARY KEY|.*rowid)/i);
  expect(steps).not.toMatch(/SCAN orders/);
});
