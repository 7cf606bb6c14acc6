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
