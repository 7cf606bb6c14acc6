import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { bigint, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { Client, Pool, PoolClient } from 'pg';
import { z } from 'zod';
import type { Cache } from '../../cache/cache.ts';
import type { CacheDefinition } from '../../cache/cache-definition.ts';
import { mirror } from '../../cache/mirror.ts';
import { quoteName } from '../../cache/quote-name.ts';

// A small bank whose books balance in every committed state: whoever sees half a transaction sees them not balance.

const bankAccounts = pgTable(
  'bank_accounts',
  {
    workspaceId: uuid('workspace_id').notNull(),
    id: bigint({ mode: 'number' }).notNull(),
    balance: bigint({ mode: 'bigint' }).notNull(),
    kind: text().notNull(),
    openedAt: timestamp('opened_at', { withTimezone: true, precision: 3 }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id] })],
);

/** One line for each change of a balance. Its key has an instant in it. */
const bankLines = pgTable(
  'bank_lines',
  {
    workspaceId: uuid('workspace_id').notNull(),
    id: uuid().notNull(),
    at: timestamp({ withTimezone: true, precision: 3 }).notNull(),
    account: bigint({ mode: 'number' }).notNull(),
    amount: bigint({ mode: 'bigint' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.id, table.at] })],
);

/** One row for each account, written together with it. */
const bankTwins = pgTable(
  'bank_twins',
  {
    workspaceId: uuid('workspace_id').notNull(),
    account: bigint({ mode: 'number' }).notNull(),
    balance: bigint({ mode: 'bigint' }).notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.account] })],
);

const ddl = `
  create table bank_accounts (
    workspace_id uuid not null, id bigint not null, balance bigint not null, kind text not null,
    opened_at timestamptz(3) not null, primary key (workspace_id, id)
  );
  create table bank_lines (
    workspace_id uuid not null, id uuid not null, at timestamptz(3) not null, account bigint not null,
    amount bigint not null, primary key (workspace_id, id, at)
  );
  create table bank_twins (
    workspace_id uuid not null, account bigint not null, balance bigint not null, primary key (workspace_id, account)
  );`;

export const bankTables = ['bank_accounts', 'bank_lines', 'bank_twins'] as const;
const kinds = ['checking', 'savings', 'loan'];
const bankTotal = 100_000n;

export function bankDefinition(workspaceId: string): CacheDefinition {
  return {
    workspaceId,
    tables: [mirror(bankAccounts), mirror(bankLines, { window: { column: 'at' } }), mirror(bankTwins)],
    rollups: [
      {
        kind: 'sum',
        name: 'bank_balances',
        source: 'bank_accounts',
        time: 'opened_at',
        grains: ['month', 'total'],
        dimensions: [{ column: 'kind' }],
        measures: [
          { name: 'accounts', column: null },
          { name: 'balance', column: 'balance' },
        ],
        clustered: 'time',
      },
      {
        kind: 'sum',
        name: 'bank_turnover',
        source: 'bank_lines',
        time: 'at',
        grains: ['total'],
        dimensions: [{ column: 'account' }],
        measures: [
          { name: 'lines', column: null },
          { name: 'amount', column: 'amount' },
        ],
        clustered: 'dimensions',
      },
    ],
  };
}

/** Opens the bank with 20 accounts and a bigger history of lines, so that there is something to copy. */
export async function openBank(pool: Pool, workspaceId: string, lines = 5_000): Promise<void> {
  await pool.query(ddl);
  await pool.query(
    `with opened as (
        insert into bank_accounts select $1::uuid, id, 5000, (array['checking', 'savings', 'loan'])[1 + id % 3],
          timestamptz '2026-01-01' + id * interval '9 days' from generate_series(1, 20) as id returning *
      ), written as (
        insert into bank_twins select workspace_id, id, balance from opened returning *
      )
      insert into bank_lines select workspace_id, gen_random_uuid(), opened_at, id, balance from opened`,
    [workspaceId],
  );
  // Pairs of lines that cancel each other out.
  await pool.query(
    `insert into bank_lines select $1::uuid, gen_random_uuid(), timestamptz '2026-02-01' + n * interval '1 minute',
        1 + n % 20, sign from generate_series(1, $2::int) as n, (values (1), (-1)) as signs (sign)`,
    [workspaceId, Math.ceil(lines / 2)],
  );
}

type Connection = Client | PoolClient;

/** A writer's working day: transactions of every sort until the signal, held open for a random while. */
export async function work(
  client: Connection,
  workspaceId: string,
  signal: AbortSignal,
  onCommit: () => void = () => undefined,
): Promise<number> {
  let committed = 0;
  while (!signal.aborted) {
    try {
      await client.query('begin');
      // Beforehand, so that the transaction has its place in the order long before it commits.
      if (Math.random() < 0.5) await client.query('select pg_current_xact_id()');
      await oneTransaction(client, workspaceId);
      if (Math.random() < 0.3) await sleep(Math.random() * 60);
      if (Math.random() < 0.03) await sleep(Math.random() * 1_000);
      const commits = Math.random() < 0.85;
      await client.query(commits ? 'commit' : 'rollback');
      if (commits) {
        committed += 1;
        onCommit();
      }
    } catch (error) {
      if (!isConflict(error)) throw error;
      await client.query('rollback');
    }
  }
  return committed;
}

async function oneTransaction(client: Connection, workspaceId: string): Promise<void> {
  await transfer(client, workspaceId);
  if (Math.random() < 0.4) {
    await client.query('savepoint perhaps');
    await transfer(client, workspaceId);
    if (Math.random() < 0.5) await client.query('rollback to perhaps');
  }
  const more = Math.random();
  if (more < 0.15) await moveAccount(client, workspaceId);
  else if (more < 0.25) await reopenAccount(client, workspaceId);
  else if (more < 0.35)
    await client.query(`update bank_accounts set kind = $2 where workspace_id = $1 and id = $3`, [
      workspaceId,
      kinds[Math.floor(Math.random() * 3)],
      await anyAccount(client, workspaceId),
    ]);
}

async function anyAccount(client: Connection, workspaceId: string): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    'select id::float8 as id from bank_accounts where workspace_id = $1 order by random() limit 1',
    [workspaceId],
  );
  return rows[0]?.id ?? 0;
}

async function transfer(client: Connection, workspaceId: string): Promise<void> {
  const [from, to] = [await anyAccount(client, workspaceId), await anyAccount(client, workspaceId)];
  const amount = Math.floor(Math.random() * 100);
  await book(client, workspaceId, from, -amount);
  if (Math.random() < 0.2) await sleep(Math.random() * 20);
  await book(client, workspaceId, to, amount);
}

async function book(client: Connection, workspaceId: string, account: number, amount: number): Promise<void> {
  const { rowCount } = await client.query(
    'update bank_accounts set balance = balance + $3 where workspace_id = $1 and id = $2',
    [workspaceId, account, amount],
  );
  // Somebody else gave it another number meanwhile.
  if (rowCount === 0) throw new BankConflict();
  await client.query(
    'update bank_twins set balance = balance + $3 where workspace_id = $1 and account = $2',
    [workspaceId, account, amount],
  );
  await client.query('insert into bank_lines values ($1, gen_random_uuid(), clock_timestamp(), $2, $3)', [
    workspaceId,
    account,
    amount,
  ]);
}

/** Another key for an account, its twin and all its lines. */
async function moveAccount(client: Connection, workspaceId: string): Promise<void> {
  const from = await anyAccount(client, workspaceId);
  const to = from > 1_000 ? from - 1_000 : from + 1_000;
  const { rowCount } = await client.query(
    'update bank_accounts set id = $3 where workspace_id = $1 and id = $2',
    [workspaceId, from, to],
  );
  if (rowCount === 0) throw new BankConflict();
  await client.query('update bank_twins set account = $3 where workspace_id = $1 and account = $2', [
    workspaceId,
    from,
    to,
  ]);
  await client.query('update bank_lines set account = $3 where workspace_id = $1 and account = $2', [
    workspaceId,
    from,
    to,
  ]);
}

/** An account and its lines go, and come back with the lines summed up in one: same keys, other rows. */
async function reopenAccount(client: Connection, workspaceId: string): Promise<void> {
  const id = await anyAccount(client, workspaceId);
  const { rows } = await client.query<{ balance: string; kind: string; opened_at: Date }>(
    'delete from bank_accounts where workspace_id = $1 and id = $2 returning balance, kind, opened_at',
    [workspaceId, id],
  );
  const [gone] = rows;
  if (gone === undefined) throw new BankConflict();
  await client.query('delete from bank_twins where workspace_id = $1 and account = $2', [workspaceId, id]);
  await client.query('delete from bank_lines where workspace_id = $1 and account = $2', [workspaceId, id]);
  if (Math.random() < 0.3) await sleep(Math.random() * 30);
  const row = [workspaceId, id, gone.balance];
  await client.query('insert into bank_twins values ($1, $2, $3)', row);
  await client.query('insert into bank_accounts values ($1, $2, $3, $4, $5)', [
    ...row,
    gone.kind,
    gone.opened_at,
  ]);
  await client.query('insert into bank_lines values ($1, gen_random_uuid(), clock_timestamp(), $2, $3)', row);
}

class BankConflict extends Error {}

/** Deadlocks and the like between writers: such a transaction simply was not. */
function isConflict(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  return error instanceof BankConflict || ['40P01', '40001', '23505', '25P02'].includes(String(code));
}

const money = z.union([z.int(), z.bigint()]).transform(BigInt);
const booksRow = z.object({
  total: money,
  accounts: z.int(),
  strayLines: z.int(),
  strayTwins: z.int(),
  rolledUp: money,
  rolledUpAccounts: z.int(),
  strayTurnover: z.int(),
});

/** All that has to hold in every state: the total, journal against balances, twins, and the rollups against both. */
export const booksSql = `
  select
    (select sum(balance) from bank_accounts) as total,
    (select count(*) from bank_accounts) as accounts,
    (select count(*) from bank_accounts where balance is not
      (select sum(amount) from bank_lines where account = bank_accounts.id)) as strayLines,
    (select count(*) from bank_accounts where balance is not
      (select balance from bank_twins where account = bank_accounts.id)) as strayTwins,
    (select sum(balance) from bank_balances_total) as rolledUp,
    (select sum(accounts) from bank_balances_total) as rolledUpAccounts,
    (select count(*) from bank_accounts where balance is not
      (select amount from bank_turnover_total where account = bank_accounts.id)) as strayTurnover`;

export const balancedBooks = {
  total: bankTotal,
  accounts: 20,
  strayLines: 0,
  strayTwins: 0,
  rolledUp: bankTotal,
  rolledUpAccounts: 20,
  strayTurnover: 0,
};

export const parseBooks = (row: unknown): z.infer<typeof booksRow> => booksRow.parse(row);

/** Several questions about one state, as a page would ask them. */
export async function readBooks(cache: Cache): Promise<z.infer<typeof booksRow>> {
  const [books] = await cache.together<[z.infer<typeof booksRow>]>([
    { sql: sql.raw(booksSql), row: booksRow },
  ]);
  const [first] = books;
  if (first === undefined) throw new Error('the books are empty');
  return first;
}

/** Every row of the bank's tables as text, from the cache and from Postgres, to be compared. */
export async function cachedBank(cache: Cache): Promise<Record<string, unknown[]>> {
  const [accounts, lines, twins] = await cache.together<[unknown, unknown, unknown]>([
    { sql: sql.raw('select id, balance, kind, opened_at from bank_accounts order by id'), row: z.unknown() },
    { sql: sql.raw('select id, at, account, amount from bank_lines order by id, at'), row: z.unknown() },
    { sql: sql.raw('select account, balance from bank_twins order by account'), row: z.unknown() },
  ]);
  return { bank_accounts: accounts, bank_lines: lines, bank_twins: twins };
}

const instant = (name: string) => `floor(extract(epoch from ${name}) * 1000)::float8 as ${name}`;

export async function postgresBank(pool: Pool, workspaceId: string): Promise<Record<string, unknown[]>> {
  const columns = {
    bank_accounts: `id::float8 as id, balance::float8 as balance, kind, ${instant('opened_at')}`,
    bank_lines: `id::text as id, ${instant('at')}, account::float8 as account, amount::float8 as amount`,
    bank_twins: 'account::float8 as account, balance::float8 as balance',
  };
  const found: Record<string, unknown[]> = {};
  for (const [table, names] of Object.entries(columns)) {
    const order = table === 'bank_lines' ? '1, 2' : '1';
    const { rows } = await pool.query(
      `select ${names} from ${quoteName(table)} where workspace_id = $1 order by ${order}`,
      [workspaceId],
    );
    found[table] = rows;
  }
  return found;
}
