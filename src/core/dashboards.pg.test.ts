import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { rowsBehind } from '#contract/metrics/drill-down.ts';
import { metricQuerySchema } from '#contract/metrics/metric-query.ts';
import { type MetricName, metricNames, metricOf } from '#contract/metrics/metrics.ts';
import { seedBusiness } from '#sandbox/business/seed-business.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/setup/test-database.ts';
import { analyticsReader } from './analytics/analytics-reader.ts';
import { growth } from './analytics/metrics/growth.ts';
import { queryMetrics } from './analytics/metrics/query-metrics.ts';
import { subscribers } from './analytics/metrics/subscribers.ts';
import { localCopy } from './local-copy.ts';
import { silentLogger } from './logging/logger.ts';
import { listOrders } from './marketplace/orders/queries/list-orders.ts';
import { startSyncEngine, type SyncEngine } from './sync/sync-engine.ts';
import { untilCurrent } from './sync/testing/things.ts';
import { openWorkspace } from './workspaces/open-workspace.ts';

const until = Date.UTC(2026, 9, 14, 15, 20);
const timeZone = 'America/St_Johns';
const folder = mkdtempSync(path.join(tmpdir(), 'opsdeck-dashboards-'));
let database: TestDatabase;
let engine: SyncEngine;

beforeAll(async () => {
  database = await createTestDatabase();
  const { workspace } = await openWorkspace(database.database);
  await database.pool.query('update workspaces set time_zone = $1', [timeZone]);
  await seedBusiness({
    pool: database.pool,
    workspaceId: workspace.id,
    size: { orders: 1_200, channels: 15, advertisers: 90, editors: 6, admins: 1 },
    until,
  });
  const connection = { connectionString: database.url };
  engine = startSyncEngine({
    folder,
    definition: localCopy(workspace.id, {}),
    connection: () => Promise.resolve({ read: connection, primary: connection }),
    logger: silentLogger(),
  });
  await untilCurrent(engine);
}, 120_000);

afterAll(async () => {
  await engine.close();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

test('a number of orders leads to exactly as many rows', { timeout: 60_000 }, async () => {
  const reader = await analyticsReader(engine.cache);
  const counting: readonly MetricName[] = metricNames.filter((name) => {
    const { unit, fact, formula } = metricOf(name);
    return (
      unit === 'count' &&
      formula.kind === 'sum' &&
      name !== 'reach' &&
      (fact === 'orders' || fact === 'revenue')
    );
  });
  const { rows } = await database.pool.query<{ advertiser: string; editor: string; channel: string }>(
    `select (select advertiser_id from orders group by 1 order by count(*) desc limit 1) as advertiser,
      (select editor_id from orders group by 1 order by count(*) desc limit 1) as editor,
      (select channel_id from orders group by 1 order by count(*) desc limit 1) as channel`,
  );
  const [most] = rows;
  const narrowings = [
    {},
    { category: ['crypto', 'tech'] },
    { advertiser: Number(most?.advertiser) },
    { editor: Number(most?.editor) },
    { channel: [Number(most?.channel)] },
  ];
  let compared = 0;
  for (const filters of narrowings) {
    for (const metric of counting) {
      if (
        !Object.keys(filters).every((dimension) =>
          metricOf(metric).dimensions.some((one) => one === dimension),
        )
      )
        continue;
      const query = metricQuerySchema.parse({
        metrics: [metric],
        range: { from: '2025-03-08', to: '2026-03-09' },
        filters,
      });
      const answer = await queryMetrics(reader, query, until);
      const behind = rowsBehind(metric, answer.range, query.filters, null);
      if (behind?.rows !== 'orders') throw new Error(`${metric} leads nowhere`);
      const list = await listOrders(engine.cache, {
        filter: behind.filter,
        descending: true,
        offset: 0,
        limit: 1,
      });
      expect({ metric, filters, rows: String(list.total) }).toEqual({
        metric,
        filters,
        rows: answer.totals[0]?.values[0] ?? '0',
      });
      if (list.total > 0) compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(20);
});

/** `2025-12` of `2026-01` */
const monthBefore = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`;
};

test('growth is what the orders of each advertiser say', async () => {
  const { rows } = await database.pool.query<{ advertiser: string; month: string }>(
    `select distinct advertiser_id as advertiser, to_char(created_at at time zone $1, 'YYYY-MM') as month from orders`,
    [timeZone],
  );
  const months = new Map<string, Set<string>>();
  for (const { advertiser, month } of rows) {
    months.set(advertiser, (months.get(advertiser) ?? new Set()).add(month));
  }
  const found = await growth(await analyticsReader(engine.cache), { lastMonth: '2026-10-14', months: 24 });
  expect(found).toHaveLength(24);
  const expected = found.map(({ month: firstDay }) => {
    const month = firstDay.slice(0, 7);
    const count = { month: firstDay, fresh: 0, kept: 0, back: 0, lost: 0 };
    for (const ordered of months.values()) {
      const wasThere = ordered.has(monthBefore(month));
      if (!ordered.has(month)) count.lost += wasThere ? 1 : 0;
      else if (wasThere) count.kept += 1;
      else if ([...ordered].some((other) => other < month)) count.back += 1;
      else count.fresh += 1;
    }
    return count;
  });
  expect(found).toEqual(expected);
  expect(found.some(({ back }) => back > 0) && found.some(({ lost }) => lost > 0)).toBe(true);
});

test('subscribers are those last measured by the end of each period', async () => {
  const { rows: owners } = await database.pool.query<{ owner: string }>(
    'select owner_id as owner from channels group by 1 order by count(*) desc limit 1',
  );
  const editorId = Number(owners[0]?.owner);
  const found = await subscribers(
    await analyticsReader(engine.cache),
    { editorId, range: { from: '2026-02-10', to: '2026-06-30' }, granularity: 'month' },
    until,
  );
  const ends = ['2026-03-01', '2026-04-01', '2026-05-01', '2026-06-01', '2026-07-01'];
  const expected = await Promise.all(
    ends.map(async (end) => {
      const { rows } = await database.pool.query<{ sum: string | null }>(
        `select sum(subscribers) from (
            select distinct on (m.channel_id) m.subscribers from channel_metrics m join channels c on c.id = m.channel_id
            where c.owner_id = $1 and m.measured_at < ($2::timestamp at time zone $3) order by m.channel_id, m.measured_at desc) last`,
        [editorId, end, timeZone],
      );
      return rows[0]?.sum === null ? null : Number(rows[0]?.sum);
    }),
  );
  expect(found.map(({ subscribers: number }) => number)).toEqual(expected);
  expect(found.map(({ start }) => start)).toEqual([
    '2026-02-01',
    '2026-03-01',
    '2026-04-01',
    '2026-05-01',
    '2026-06-01',
  ]);
  expect(expected.some((number) => (number ?? 0) > 0)).toBe(true);
});
