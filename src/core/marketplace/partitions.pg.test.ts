import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/test-database.ts';

let database: TestDatabase;

beforeEach(async () => {
  database = await createTestDatabase();
});

afterEach(() => database.drop());

async function partitionsOf(parent: string): Promise<readonly string[]> {
  const { rows } = await database.pool.query<{ name: string }>(
    `select inhrelid::regclass::text as name from pg_inherits where inhparent = $1::regclass order by 1`,
    [parent],
  );
  return rows.map((row) => row.name);
}

const createPartitions = async (highest: Readonly<Record<string, number>> = {}) => {
  const { rows } = await database.pool.query<{ created: number }>(
    'select opsdeck_create_partitions($1) as created',
    [JSON.stringify(highest)],
  );
  return rows[0]?.created;
};

test('a new database has partitions well ahead, and creating them again creates none', async () => {
  expect(await partitionsOf('orders')).toEqual([0, 1, 2, 3, 4].map((n) => `orders_p${n}`));
  expect(await partitionsOf('channel_metrics')).toContain(
    `channel_metrics_${new Date().getUTCFullYear() + 4}`,
  );
  expect(await partitionsOf('channel_metrics')).toContain('channel_metrics_before_2020');
  expect(await createPartitions()).toBe(0);
});

test('several hosts at once create each partition once', async () => {
  const created = await Promise.all([1, 2, 3, 4].map(() => createPartitions({ orders: 9_500_000 })));
  expect(created.toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual([0, 0, 0, 9]);
  expect(await partitionsOf('orders')).toHaveLength(14);
});

test('the ids that were given count', async () => {
  await database.pool.query(`select setval('order_events_id', 12000000)`);
  expect(await createPartitions()).toBe(2);
  expect(await partitionsOf('order_events')).toContain('order_events_p6');
});

test('an absurd id is refused and creates nothing', async () => {
  await expect(createPartitions({ orders: 9e15 })).rejects.toThrow('too many partitions of orders');
  expect(await partitionsOf('orders')).toHaveLength(5);
});

const workspace = '00000000-0000-4000-8000-000000000001';

/** An advertiser, an editor, a channel and a listing, each with the ID 1 or 2; `count` orders in each of the first partitions. */
async function fill(count: number): Promise<void> {
  await database.pool.query(`
    insert into workspaces (id, name) values ('${workspace}', 'Test');
    insert into customers (workspace_id, id, role, name)
      select '${workspace}', n, case n when 2 then 'editor' else 'advertiser' end, 'Customer' from generate_series(1, 300) n;
    insert into channels (workspace_id, id, owner_id, category, title) values ('${workspace}', 1, 2, 'tech', 'Channel');
    insert into listings (workspace_id, id, channel_id, price_micros, duration_hours, format, currency)
      values ('${workspace}', 1, 1, 1000000, 24, 'post', 'USD');
    insert into orders (workspace_id, id, advertiser_id, editor_id, channel_id, listing_id, price_micros, commission_micros,
        submitted_at, created_at, duration_hours, status, category, format, currency, confirmed_at, published_at, expires_at, completed_at)
      select '${workspace}', part * 1000000 + n, 3 + n % 290, 2, 1, 1, 1000000, 0, day, day, 24,
        case when n % 50 = 0 then 'pending' else 'completed' end, 'tech', 'post', 'USD',
        case when n % 50 <> 0 then day end, case when n % 50 <> 0 then day end,
        case when n % 50 <> 0 then day + interval '1 day' end, case when n % 50 <> 0 then day + interval '1 day' end
      from generate_series(0, 2) part, generate_series(1, ${count}) n,
        lateral (select '2026-01-01'::timestamptz + n * interval '1 minute' as day) d;
    insert into channel_metrics (workspace_id, channel_id, measured_at, views, subscribers, posts, forwards, reactions, comments)
      select '${workspace}', 1, day, 1, 1, 1, 0, 0, 0 from generate_series('2023-01-01'::timestamptz, '2026-06-01', '6 hours') day;
    analyze customers; analyze orders; analyze channel_metrics`);
}

async function plan(query: string): Promise<string> {
  const { rows } = await database.pool.query<{ 'QUERY PLAN': string }>(`explain (costs off) ${query}`);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

test.for([
  [
    'one order',
    `select * from orders where workspace_id = '${workspace}' and id = 1000007`,
    'orders_p1',
    ['orders_p0', 'orders_p2'],
  ],
  [
    'the newest orders',
    `select * from orders where workspace_id = '${workspace}' and id > 1999000 order by id desc limit 50`,
    'Index',
    ['orders_p0', 'Sort Key', 'Seq Scan on orders_p2'],
  ],
  [
    'an advertiser’s orders',
    `select * from orders where workspace_id = '${workspace}' and advertiser_id = 77 order by id desc limit 50`,
    'orders_p2_workspace_id_advertiser_id',
    ['Seq Scan on orders_p2'],
  ],
  [
    'the orders that wait for an answer',
    `select * from orders where workspace_id = '${workspace}' and status = 'pending' and submitted_at < '2026-01-02'`,
    'orders_p2_workspace_id_submitted_at',
    ['Seq Scan on orders_p2'],
  ],
  [
    'a month of a channel’s measurements',
    `select * from channel_metrics where workspace_id = '${workspace}' and channel_id = 1
     and measured_at >= '2025-03-01' and measured_at < '2025-04-01'`,
    'channel_metrics_2025',
    ['channel_metrics_2024', 'channel_metrics_2026', 'Seq Scan'],
  ],
] as const)(
  '%s is found through an index, in the partitions that can have it',
  async ([, query, reads, avoids]) => {
    await fill(3_000);
    const found = await plan(query);
    expect(found).toContain(reads);
    for (const avoided of avoids) expect(found).not.toContain(avoided);
  },
);

test('partitions that come later have all that the others have', async () => {
  await createPartitions({ orders: 7_000_000 });
  const { rows } = await database.pool.query<{ same: boolean }>(`
    select
      (select count(*) from pg_index where indrelid = 'orders_p11'::regclass) = (select count(*) from pg_index where indrelid = 'orders_p0'::regclass)
      and (select count(*) from pg_constraint where conrelid = 'orders_p11'::regclass) = (select count(*) from pg_constraint where conrelid = 'orders_p0'::regclass)
      and (select count(*) from pg_trigger where tgrelid = 'orders_p11'::regclass) = (select count(*) from pg_trigger where tgrelid = 'orders_p0'::regclass)
      as same`);
  expect(rows).toEqual([{ same: true }]);
});

test('partitions that come later tell the caches of their changes too', async () => {
  await database.pool.query(`select opsdeck_track_changes('orders', 'workspace_id')`);
  await createPartitions({ orders: 7_000_000 });
  await fill(1);
  await database.pool.query(`
    insert into orders (workspace_id, id, advertiser_id, editor_id, channel_id, listing_id, price_micros, commission_micros,
      duration_hours, status, category, format, currency)
    values ('${workspace}', 11500000, 3, 2, 1, 1, 1000000, 0, 24, 'draft', 'tech', 'post', 'USD')`);
  const stamp = async () => {
    const { rows } = await database.pool.query<{ xid: string }>(
      'select changed_xid::text as xid from orders_p11 where id = 11500000',
    );
    return Number(rows[0]?.xid);
  };
  const before = await stamp();
  await database.pool.query(`update orders set post_text = 'changed' where id = 11500000`);
  expect(await stamp()).toBeGreaterThan(before);
  await database.pool.query('delete from orders where id = 11500000');
  const { rows } = await database.pool.query('select table_name, key from sync_tombstones');
  expect(rows).toEqual([{ table_name: 'orders', key: ['11500000'] }]);
});
