import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openTestPool } from '../../../tests/setup/open-test-pool.ts';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/test-database.ts';
import { BusinessNotEmpty } from './business-not-empty.ts';
import { businessTableNames } from './copy/business-tables.ts';
import { brokenInvariants } from './invariants.fixture.ts';
import { seedBusiness } from './seed-business.ts';

const workspaceId = '00000000-0000-4000-8000-000000000001';
const until = Date.UTC(2026, 9, 14, 15, 20);

async function newDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase();
  await database.pool.query(`insert into workspaces (id, name) values ('${workspaceId}', 'Test')`);
  return database;
}

async function ownDatabase(): Promise<TestDatabase> {
  const database = await newDatabase();
  onTestFinished(() => database.drop());
  return database;
}

async function column<Value>(pool: Pool, query: string): Promise<readonly Value[]> {
  const { rows } = await pool.query<{ value: Value }>(query);
  return rows.map((row) => row.value);
}

/** One digest for each table, whatever order its rows lie in. */
async function digests(pool: Pool): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const table of businessTableNames) {
    const [digest = ''] = await column<string>(
      pool,
      `select md5(string_agg(line, '' order by line)) as value from (select md5(t::text) as line from ${table} t) as l`,
    );
    found[table] = digest;
  }
  return found;
}

const daysBefore = (n: number) => new Date(until - n * 86_400_000).toISOString().slice(0, 10);

/** Large enough to have everything, quick enough to make several of. */
const small = { orders: 600, channels: 10, advertisers: 60, editors: 5, admins: 1 };

const counts = async (pool: Pool, query: string) => {
  const { rows } = await pool.query<{ name: string; count: number }>(query);
  return Object.fromEntries(rows.map((row) => [row.name, row.count]));
};

describe('the tiny business', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await newDatabase();
    await seedBusiness({ pool: database.pool, workspaceId, size: 'tiny', until });
  });
  afterAll(() => database.drop());

  test('is exactly what it is said to be', async () => {
    const { pool } = database;
    const by = (what: string, table: string) =>
      counts(pool, `select ${what} as name, count(*)::int as count from ${table} group by 1`);
    expect(await by('role', 'customers')).toEqual({ advertiser: 5, editor: 3, admin: 1 });
    expect(await by('category', 'channels')).toEqual({ crypto: 5, tech: 3, lifestyle: 2 });
    expect(await by('status', 'orders')).toEqual({
      completed: 2,
      pending: 2,
      confirmed: 2,
      rejected: 1,
      disputed: 1,
    });
    const [distinct] = await column<string>(
      pool,
      `select count(distinct price_micros) || ' ' || count(distinct subscribers) as value
       from channels c join listings l on l.channel_id = c.id`,
    );
    expect(distinct).toBe('10 10');
    expect(
      await column(
        pool,
        `select o.id as value from orders o join payments p on p.order_id = o.id
         where p.state = 'succeeded' and p.amount_micros = o.price_micros and p.customer_id = o.advertiser_id order by 1`,
      ),
    ).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
    expect(await by('state', 'payments')).toEqual({ succeeded: 8 });
  });

  test('breaks no rule of the marketplace', async () => {
    expect(await brokenInvariants(database.pool, workspaceId, until)).toEqual({});
  });
});

describe('the demo business', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await newDatabase();
    await seedBusiness({ pool: database.pool, workspaceId, size: 'demo', until });
  });
  afterAll(() => database.drop());

  test('breaks no rule of the marketplace', async () => {
    expect(await brokenInvariants(database.pool, workspaceId, until)).toEqual({});
  });

  test('has its size, every state, and nothing after its end', async () => {
    const { pool } = database;
    expect(
      await counts(
        pool,
        `select 'orders' as name, count(*)::int as count from orders union all
         select 'channels', count(*)::int from channels union all select 'customers', count(*)::int from customers`,
      ),
    ).toEqual({ orders: 20_000, channels: 150, customers: 1_500 });
    expect(await column(pool, 'select distinct status as value from orders')).toHaveLength(9);
    expect(await column(pool, 'select distinct currency as value from orders')).toHaveLength(4);
    const [latest] = await column<Date>(
      pool,
      `select greatest((select max(at) from order_events), (select max(created_at) from ledger_transfers),
         (select max(measured_at) from channel_metrics), (select max(created_at) from ratings),
         (select max(settled_at) from payments), (select max(created_at) from customers),
         (select max(last_active_at) from customers)) as value`,
    );
    expect(latest?.getTime()).toBeLessThanOrEqual(until);
    expect(latest?.getTime()).toBeGreaterThan(until - 86_400_000);
    // Nor were many seen at one instant, as when all that would lie beyond the end was put there.
    const [together] = await column<number>(
      pool,
      'select count(*)::int as value from customers group by last_active_at order by 1 desc limit 1',
    );
    expect(together).toBeLessThan(5);
  });

  test('looks like a business: it grows, rests at weekends and at night, and lives on its largest customers', async () => {
    const { pool } = database;
    const shares = await counts(
      pool,
      `select 'last year' as name, count(*) filter (where created_at > '2025-10-14')::float8 / count(*) as count from orders
       union all select 'weekend', count(*) filter (where extract(isodow from created_at) > 5)::float8 / count(*) from orders
       union all select 'night', count(*) filter (where extract(hour from created_at) < 4)::float8 / count(*) from orders
       union all select 'top tenth', sum(spent) filter (where place <= 0.1) / sum(spent) from (
         select sum(price_micros)::float8 as spent, percent_rank() over (order by sum(price_micros) desc) as place
         from orders group by advertiser_id) as a`,
    );
    expect(shares['last year']).toBeGreaterThan(0.42);
    expect(shares['weekend']).toBeLessThan(0.25);
    expect(shares['night']).toBeLessThan(0.04);
    expect(shares['top tenth']).toBeGreaterThan(0.4);
  });

  test('has the anomalies that a detector should find', async () => {
    const perDay = await counts(
      database.pool,
      `select to_char(created_at, 'YYYY-MM-DD') as name, count(*)::int as count from orders group by 1`,
    );
    const week = (n: number) =>
      [n - 7, n + 7].reduce((sum, day) => sum + (perDay[daysBefore(day)] ?? 0), 0) / 2;
    expect(perDay[daysBefore(200)] ?? 0).toBeLessThan(0.5 * week(200));
    expect(perDay[daysBefore(410)]).toBeGreaterThan(1.6 * week(410));
  });

  test('leaves the tables ready for the next row', async () => {
    const { pool } = database;
    const [next] = await column<string>(pool, `select nextval('orders_id') as value`);
    expect(next).toBe('20001');
    const [customer] = await column<string>(
      pool,
      `insert into customers (workspace_id, role, name) values ('${workspaceId}', 'admin', 'Next') returning id as value`,
    );
    expect(customer).toBe('1501');
    await pool.query('delete from customers where id = 1501');
  });

  test('is refused a second time, and replaced when told so', async () => {
    const { pool } = database;
    const seed = (replace: boolean) => seedBusiness({ pool, workspaceId, size: 'tiny', until, replace });
    await expect(seed(false)).rejects.toThrow(BusinessNotEmpty);
    await expect(seed(false)).rejects.toMatchObject({ orders: 20_000, customers: 1_500 });
    await seed(true);
    expect(await column(pool, 'select count(*)::int as value from orders')).toEqual([8]);
    expect(await brokenInvariants(pool, workspaceId, until)).toEqual({});
  });
});

test(
  'the same seed and instant make the same rows, another seed makes others',
  { timeout: 180_000 },
  async () => {
    const [one, two, three] = await Promise.all([ownDatabase(), ownDatabase(), ownDatabase()]);
    const options = {
      workspaceId,
      size: 'demo',
      until,
      tables: ['ledger_transfers', 'ratings', 'disputes'],
    } as const;
    await Promise.all([
      seedBusiness({ ...options, pool: one.pool, seed: 7 }),
      seedBusiness({ ...options, pool: two.pool, seed: 7 }),
      seedBusiness({ ...options, pool: three.pool, seed: 8, tables: ['orders'] }),
    ]);
    const digest = await digests(one.pool);
    expect(await digests(two.pool)).toEqual(digest);
    expect((await digests(three.pool))['orders']).not.toBe(digest['orders']);
  },
);

test(
  'a user who is no superuser gets the same rows through all keys and triggers',
  { timeout: 180_000 },
  async () => {
    const [plain, super_] = await Promise.all([ownDatabase(), ownDatabase()]);
    await plain.pool.query(`
    do $$ begin create role seeder; exception when duplicate_object then null; end $$;
    grant create on schema public to seeder;
    do $$ declare t record; begin
      for t in select c.oid::regclass as name from pg_class c
        where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
      loop execute format('alter table %s owner to seeder', t.name); end loop;
      for t in select c.oid::regclass as name from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'S'
        and not exists (select from pg_depend where objid = c.oid and deptype in ('a', 'i'))
      loop execute format('alter sequence %s owner to seeder', t.name); end loop;
    end $$`);
    const { user, password, host, port, database } = plain.pool.options;
    const pool = openTestPool({ user, password, host, port, database, options: '-c role=seeder' });
    onTestFinished(() => pool.end());
    await seedBusiness({ pool, workspaceId, size: small, until });
    await seedBusiness({ pool: super_.pool, workspaceId, size: small, until });
    expect(await brokenInvariants(pool, workspaceId, until)).toEqual({});
    expect(await digests(pool)).toEqual(await digests(super_.pool));
  },
);

test(
  'in one transaction it makes the same rows and the same indexes, and nothing when it is stopped',
  { timeout: 180_000 },
  async () => {
    const [whole, batches] = await Promise.all([ownDatabase(), ownDatabase()]);
    const options = { workspaceId, size: small, until };
    const indexes = () =>
      column<string>(
        whole.pool,
        `select indrelid::regclass || ' ' || regexp_replace(pg_get_indexdef(indexrelid), '^.* USING', '') as value from pg_index
       where indrelid::regclass::text ~ '^(orders|order_events|ledger_transfers|ratings|payments)' order by 1`,
      );
    const before = await indexes();
    const stop = new AbortController();
    const onProgress = (orders: number) => {
      if (orders > 200) stop.abort();
    };
    const stopped = seedBusiness({
      ...options,
      pool: whole.pool,
      atOnce: true,
      signal: stop.signal,
      onProgress,
    });
    await expect(stopped).rejects.toThrow('aborted');
    expect(await column(whole.pool, 'select count(*)::int as value from customers')).toEqual([0]);
    expect(await indexes()).toEqual(before);

    await seedBusiness({ ...options, pool: whole.pool, atOnce: true });
    await seedBusiness({ ...options, pool: batches.pool });
    expect(await indexes()).toEqual(before);
    expect(await brokenInvariants(whole.pool, workspaceId, until)).toEqual({});
    expect(await digests(whole.pool)).toEqual(await digests(batches.pool));
  },
);

test('some tables come with what they refer to, and nothing else', async () => {
  const { pool } = await ownDatabase();
  const { rows } = await seedBusiness({ pool, workspaceId, size: small, until, tables: ['orders'] });
  expect(Object.keys(rows).toSorted()).toEqual(['channels', 'customers', 'listings', 'orders']);
  expect(await column(pool, 'select count(*)::int as value from order_events')).toEqual([0]);
});

test('another workspace is left alone, also when one is replaced', async () => {
  const { pool } = await ownDatabase();
  const other = '00000000-0000-4000-8000-000000000002';
  await pool.query(`insert into workspaces (id, name) values ('${other}', 'Other')`);
  await seedBusiness({ pool, workspaceId, size: 'tiny', until });
  await seedBusiness({ pool, workspaceId: other, size: 'tiny', until });
  await seedBusiness({ pool, workspaceId: other, size: 'tiny', until, replace: true });
  for (const id of [workspaceId, other]) {
    expect(await brokenInvariants(pool, id, until)).toEqual({});
    expect(
      await column(pool, `select count(*)::int as value from ledger_transfers where workspace_id = '${id}'`),
    ).toEqual([21]);
  }
});

test('two at once do not mix: the second finds the first’s business', async () => {
  const { pool } = await ownDatabase();
  const both = await Promise.allSettled(
    [1, 2].map((seed) => seedBusiness({ pool, workspaceId, size: 'tiny', until, seed })),
  );
  expect(both.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  expect(await brokenInvariants(pool, workspaceId, until)).toEqual({});
});

test('stopped half-way it leaves nothing open, and is begun again with replace', async () => {
  const { pool } = await ownDatabase();
  const stop = new AbortController();
  const seeding = seedBusiness({
    pool,
    workspaceId,
    size: 'demo',
    until,
    signal: stop.signal,
    onProgress: (orders) => {
      if (orders > 8_000) stop.abort();
    },
  });
  await expect(seeding).rejects.toThrow('aborted');
  expect(
    await column(
      pool,
      `select count(*)::int as value from pg_locks
       where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
    ),
  ).toEqual([0]);
  await seedBusiness({ pool, workspaceId, size: 'tiny', until, replace: true });
  expect(await brokenInvariants(pool, workspaceId, until)).toEqual({});
});

test.for([
  [
    'that ended long ago',
    Date.UTC(2018, 5, 30, 23, 59, 59, 999),
    { orders: 300, channels: 5, advertisers: 20, editors: 3, admins: 1 },
  ],
  [
    'that ends years from now, at midnight',
    Date.UTC(2040, 1, 29),
    { orders: 300, channels: 8, advertisers: 30, editors: 5, admins: 1 },
  ],
  ['with hardly anybody in it', until, { orders: 40, channels: 3, advertisers: 3, editors: 3, admins: 0 }],
] as const)('a business %s keeps every rule too', async ([, end, size]) => {
  const { pool } = await ownDatabase();
  const { rows } = await seedBusiness({ pool, workspaceId, size, until: end, seed: 99 });
  expect(rows.orders).toBe(size.orders);
  expect(await brokenInvariants(pool, workspaceId, end)).toEqual({});
});
