import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accountFilterSchema } from '#contract/accounts.ts';
import { disputeFilterSchema } from '#contract/disputes.ts';
import { customerFilterSchema } from '#contract/marketplace/customer.ts';
import { highRisk } from '#contract/marketplace/news.ts';
import { orderFilterSchema } from '#contract/marketplace/order.ts';
import { paymentFilterSchema } from '#contract/marketplace/payment.ts';
import { metricQuerySchema } from '#contract/metrics/metric-query.ts';
import { type Instant, instant } from '#contract/time.ts';
import { seedBusiness } from '#sandbox/business/seed-business.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/setup/test-database.ts';
import { analyticsReader } from './analytics/analytics-reader.ts';
import { queryMetrics } from './analytics/metrics/query-metrics.ts';
import { matchingSelection } from './accounts/matching-accounts.ts';
import { listAccounts } from './accounts/queries/list-accounts.ts';
import { accounts } from './accounts/schema.ts';
import { localCopy } from './local-copy.ts';
import { silentLogger } from './logging/logger.ts';
import { listCustomers } from './marketplace/customers/queries/list-customers.ts';
import { listDisputes } from './marketplace/disputes/queries/list-disputes.ts';
import { marketNews, marketWaiting, paymentNews } from './marketplace/news/market-news.ts';
import { listOrders } from './marketplace/orders/queries/list-orders.ts';
import { listPayments } from './marketplace/payments/queries/list-payments.ts';
import { startSyncEngine, type SyncEngine } from './sync/sync-engine.ts';
import { untilCurrent } from './sync/testing/things.ts';
import { openWorkspace } from './workspaces/open-workspace.ts';
import type { Workspace } from './workspaces/workspace.ts';

const until = Date.UTC(2026, 9, 14, 15, 20);
const timeZone = 'America/St_Johns';
const folder = mkdtempSync(path.join(tmpdir(), 'opsdeck-overview-'));
const hourMs = 3_600_000;
const page = { offset: 0, limit: 200 };
let database: TestDatabase;
let workspace: Workspace;
let engine: SyncEngine;

beforeAll(async () => {
  database = await createTestDatabase();
  ({ workspace } = await openWorkspace(database.database));
  await database.pool.query('update workspaces set time_zone = $1', [timeZone]);
  await seedBusiness({
    pool: database.pool,
    workspaceId: workspace.id,
    size: { orders: 1_200, channels: 15, advertisers: 90, editors: 6, admins: 1 },
    until,
  });
  await addChecks();
  // Orders of which only time tells that they are late, and an act that nobody has seen yet.
  await database.pool.query(
    `
    insert into customer_events (workspace_id, customer_id, at, customer_version, kind, from_state, to_state, actor_kind, actor)
    select workspace_id, id, to_timestamp($1::bigint / 1000), 99, 'suspended', 'active', 'suspended', 'operator', 'Ann'
    from customers order by id limit 3`,
    [until - 2 * hourMs],
  );
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

/** Six accounts and two checks of each: the odd ones changed in the first, every third in the second. */
async function addChecks(): Promise<void> {
  const { pool } = database;
  await pool.query(
    `insert into accounts (workspace_id, display_name) select $1, 'Account ' || n from generate_series(1, 6) as n`,
    [workspace.id],
  );
  for (const [hoursAgo, every] of [
    [30, 2],
    [3, 3],
  ] as const) {
    const at = until - hoursAgo * hourMs;
    await pool.query(
      `with run as (
         insert into account_check_runs (workspace_id, id, state, requested_by, started_at, finished_at)
         values ($1, gen_random_uuid(), 'completed', 'Ann', to_timestamp($2::bigint / 1000), to_timestamp($2::bigint / 1000 + 60))
         returning id),
       item as (
         insert into account_check_items (workspace_id, run_id, account_id, outcome, changed, attempts)
         select $1, run.id, a.id, 'active', a.id % $3 = 0, 1 from run, accounts a)
       insert into account_checks (workspace_id, account_id, run_id, checked_at, outcome, latency_ms, standing_before, standing_after)
       select $1, a.id, run.id, to_timestamp($2::bigint / 1000), 'active', 5,
         case when a.id % $3 = 0 then 'limited' else 'active' end, 'active' from run, accounts a`,
      [workspace.id, at, every],
    );
  }
}

type Raw = Readonly<Record<string, unknown>>;

/** Rows as Postgres has them, instants in milliseconds. */
async function raw(table: string, columns: string): Promise<readonly Raw[]> {
  const { rows } = await database.pool.query<Raw>(`select ${columns} from ${table}`);
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [name, value instanceof Date ? value.getTime() : value]),
    ),
  );
}

const count = (rows: readonly Raw[], holds: (row: Raw) => boolean) => rows.filter(holds).length;
const isIn = (state: string) => (row: Raw) => row['state'] === state;

const pending = (kind: string) => (row: Raw) => isIn('pending')(row) && row['kind'] === kind;
const isFrom = (value: unknown, since: number) => typeof value === 'number' && value >= since;

/** An hour, two days, the time of one of the rows, all of it, and what has not happened. */
async function instants(): Promise<readonly Instant[]> {
  const [exact] = await raw('orders', `(extract(epoch from max(completed_at)) * 1000)::float8 as at`);
  return [until - hourMs, until - 48 * hourMs, Math.round(Number(exact?.['at'])), 0, until + hourMs].map(
    (at) => instant(at),
  );
}

test('what is new equals the raw rows, and leads to lists of that length', { timeout: 60_000 }, async () => {
  const orders = await raw('orders', 'created_at, completed_at');
  const disputes = await raw('disputes', 'opened_at');
  const events = await raw('customer_events', 'customer_id, to_state, at');
  const payments = await raw('payments', 'state, settled_at');
  const { cache } = engine;
  for (const since of await instants()) {
    const became = (state: string) =>
      new Set(
        events
          .filter((event) => event['to_state'] === state && isFrom(event['at'], since))
          .map((event) => event['customer_id']),
      ).size;
    const expected = {
      created: count(orders, (order) => isFrom(order['created_at'], since)),
      completed: count(orders, (order) => isFrom(order['completed_at'], since)),
      disputed: count(disputes, (dispute) => isFrom(dispute['opened_at'], since)),
      flagged: became('flagged'),
      suspended: became('suspended'),
    };
    const failed = count(
      payments,
      (payment) => payment['state'] === 'failed' && isFrom(payment['settled_at'], since),
    );
    expect(await marketNews(cache, since)).toEqual(expected);
    expect(await paymentNews(cache, since)).toMatchObject({ failed });

    const descending = true;
    const totalOf = async (what: 'created' | 'completed') =>
      (
        await listOrders(cache, {
          filter: orderFilterSchema.parse({ since: { what, at: since } }),
          descending,
          ...page,
        })
      ).total;
    const customers = async (state: 'flagged' | 'suspended') =>
      (
        await listCustomers(cache, {
          filter: customerFilterSchema.parse({ became: { state, since } }),
          sort: { column: 'id', descending: false },
          ...page,
        })
      ).total;
    const opened = disputeFilterSchema.parse({ openedSince: since });
    expect({
      created: await totalOf('created'),
      completed: await totalOf('completed'),
      disputed: (await listDisputes(cache, { filter: opened, ...page })).total,
      flagged: await customers('flagged'),
      suspended: await customers('suspended'),
    }).toEqual(expected);
    const filter = paymentFilterSchema.parse({ states: ['failed'], settledSince: since });
    expect((await listPayments(cache, { filter, descending, ...page })).total).toBe(failed);
  }
});

test('what waits equals the raw rows, and leads to lists of that length', async () => {
  const { cache } = engine;
  const orders = await raw('orders', 'status, expires_at, scheduled_at');
  const disputes = await raw('disputes', 'state');
  const channels = await raw('channels', 'state');
  const customers = await raw('customers', 'state, risk_score');
  const requests = await raw('verification_requests', 'state, priority');
  const payments = await raw('payments', 'state, kind');
  for (const now of [until, until + 400 * hourMs]) {
    const overdue = count(
      orders,
      ({ status, expires_at: ends, scheduled_at: begins }) =>
        (status === 'published' && Number(ends) < now) ||
        (status === 'confirmed' && begins !== null && Number(begins) < now),
    );
    expect(await marketWaiting(cache, now)).toEqual({
      toConfirm: count(orders, ({ status }) => status === 'pending'),
      overdue,
      escalatedDisputes: count(disputes, isIn('escalated')),
      channelsToDecide: count(channels, isIn('pending')),
      risky: count(
        customers,
        ({ risk_score: score, state }) => Number(score) > highRisk && state !== 'suspended',
      ),
      verifications: count(requests, isIn('requested')),
      urgentVerifications: count(requests, (row) => isIn('requested')(row) && row['priority'] === 'high'),
    });
    const filter = { ...orderFilterSchema.parse({ overdue: true }), now };
    expect((await listOrders(cache, { filter, descending: true, ...page })).total).toBe(overdue);
  }
  expect(await paymentNews(cache, instant(0))).toMatchObject({
    pendingWithdrawals: count(payments, pending('withdrawal')),
    pendingPayouts: count(payments, pending('payout')),
  });
});

test('accounts of which a check found another standing are the same in the copy and for commands', async () => {
  for (const [hours, ids] of [
    [2, []],
    [4, [3, 6]],
    [31, [2, 3, 4, 6]],
  ] as const) {
    const filter = accountFilterSchema.parse({ changedSince: until - hours * hourMs });
    const found = await listAccounts(engine.cache, {
      filter,
      sort: { column: 'id', descending: false },
      ...page,
    });
    expect(found.rows.map(({ id }) => Number(id))).toEqual(ids);
    const selected = await database.database
      .select({ id: accounts.id })
      .from(accounts)
      .where(matchingSelection(workspace.id, { kind: 'filter', filter }))
      .orderBy(accounts.id);
    expect(selected.map(({ id }) => Number(id))).toEqual(ids);
  }
});

test('money by day equals the raw rows, in the days of the workspace', async () => {
  const dayOf = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  const range = { from: '2026-10-05', to: '2026-10-14' };
  const sums = new Map<string, bigint[]>();
  const add = (at: unknown, currency: unknown, place: number, micros: unknown) => {
    const day = dayOf.format(Number(at));
    if (day < range.from || day > range.to) return;
    const sum = sums.get(`${String(currency)} ${day}`) ?? [0n, 0n, 0n, 0n];
    sum[place] = (sum[place] ?? 0n) + BigInt(String(micros));
    sums.set(`${String(currency)} ${day}`, sum);
  };
  for (const payment of await raw('payments', 'kind, state, settled_at, currency, amount_micros')) {
    if (payment['state'] !== 'succeeded') continue;
    const place = ['deposit', 'withdrawal', 'payout'].indexOf(String(payment['kind']));
    add(payment['settled_at'], payment['currency'], place, payment['amount_micros']);
  }
  for (const order of await raw('orders', 'status, completed_at, currency, commission_micros')) {
    if (order['status'] === 'completed') {
      add(order['completed_at'], order['currency'], 3, order['commission_micros']);
    }
  }
  const query = metricQuerySchema.parse({
    metrics: ['deposits', 'withdrawals', 'payouts', 'revenue'],
    range,
    granularity: 'day',
  });
  const answer = await queryMetrics(await analyticsReader(engine.cache), query, until);
  const told = answer.rows.filter(({ values }) => values.some((value) => BigInt(value ?? 0) !== 0n));
  expect(sums.size).toBeGreaterThan(5);
  expect(
    Object.fromEntries(
      told.map(({ currency, start, values }) => [
        `${currency ?? ''} ${start ?? ''}`,
        values.map((value) => BigInt(value ?? 0)),
      ]),
    ),
  ).toEqual(Object.fromEntries([...sums].filter(([, sum]) => sum.some((micros) => micros !== 0n))));
});
