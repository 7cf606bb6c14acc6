import { mkdir, open as openFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { to as copyTo } from 'pg-copy-streams';
import { workspaceIdSchema } from '#contract/ids.ts';
import type { Cache } from '#core/cache/cache.ts';
import { localCopy } from '#core/local-copy.ts';
import { silentLogger } from '#core/logging/logger.ts';
import { startSyncEngine } from '#core/sync/sync-engine.ts';
import type { Scale } from '#sandbox/business/sizes.ts';
import { type BusinessDatabase, openBusinessDatabase } from '../business-database.ts';

export type AskSql = (statements: readonly string[]) => Promise<readonly (readonly unknown[])[][]>;

/** One business three times: in Postgres, in the local copy that was synced from it, and in DuckDB in memory. */
export type Stores = {
  readonly cache: Cache;
  /** The statements of one page, at the same time over four connections. */
  readonly postgres: AskSql;
  /** One after the other: DuckDB takes all cores for each. */
  readonly duckDb: AskSql;
  close(): Promise<void>;
};

/** What the dashboards look at; instants become milliseconds UTC, as in the local copy. */
const copied = {
  customers: ['id', '@created_at', '@last_active_at', 'role', 'state', 'country'],
  channels: ['id', 'owner_id', '@created_at', 'state', 'category'],
  channel_metrics: ['channel_id', '@measured_at', 'subscribers'],
  orders: [
    'id',
    'advertiser_id',
    'editor_id',
    'channel_id',
    'price_micros',
    'commission_micros',
    'refunded_micros',
    'conversion_value_micros',
    'views',
    'status',
    'category',
    'currency',
    '@created_at',
    '@completed_at',
  ],
  payments: ['id', 'customer_id', 'amount_micros', '@settled_at', 'kind', 'state', 'currency'],
  ledger_accounts: ['id', 'customer_id', 'kind', 'currency', 'credits_posted', 'debits_posted'],
} as const;

export async function openStores(size: Scale): Promise<Stores> {
  const database = await openBusinessDatabase(size, {
    tables: ['orders', 'payments', 'channel_metrics', 'ledger_accounts'],
  });
  await database.pool.query(`update workspaces set time_zone = 'UTC'`);
  await database.pool.query('vacuum (analyze)');
  const duckDb = await copyToDuckDb(database);
  const engine = startSyncEngine({
    folder: database.folder('cache'),
    definition: localCopy(workspaceIdSchema.parse(database.workspaceId), {}),
    connection: () => Promise.resolve({ read: database.config, primary: database.config }),
    logger: silentLogger(),
  });
  await new Promise<void>((resolve, reject) => {
    const stop = engine.onStatus(({ state, lastProblem }) => {
      if (lastProblem !== null) reject(new Error(lastProblem.message));
      if (state !== 'current') return;
      stop();
      resolve();
    });
  });
  return {
    cache: engine.cache,
    postgres: (statements) =>
      Promise.all(
        statements.map(async (text) => {
          const { rows } = await database.pool.query<unknown[]>({ text, rowMode: 'array' });
          return rows;
        }),
      ),
    duckDb: duckDb.ask,
    async close() {
      duckDb.close();
      await engine.close();
      await database.close();
    },
  };
}

async function copyToDuckDb(database: BusinessDatabase) {
  const { pool } = database;
  const folder = database.folder('csv');
  await mkdir(folder, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  for (const [table, columns] of Object.entries(copied)) {
    const file = path.join(folder, `${table}.csv`);
    const parts = columns.map((column) =>
      column.startsWith('@')
        ? `(extract(epoch from ${column.slice(1)}) * 1000)::bigint as ${column.slice(1)}`
        : column,
    );
    const client = await pool.connect();
    const output = await openFile(file, 'w');
    await pipeline(
      client.query(copyTo(`copy (select ${parts.join(', ')} from ${table}) to stdout (format csv, header)`)),
      output.createWriteStream(),
    );
    client.release();
    await connection.run(`create table ${table} as from read_csv('${file}', sample_size = -1)`);
  }
  return {
    ask: async (statements: readonly string[]) => {
      const answers = [];
      for (const text of statements) answers.push((await connection.runAndReadAll(text)).getRowsJS());
      return answers;
    },
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
