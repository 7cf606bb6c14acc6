import {
  BIGINT,
  type DuckDBConnection,
  DuckDBDataChunk,
  DuckDBInstance,
  type DuckDBPreparedStatement,
  type DuckDBValue,
  type JS,
  VARCHAR,
} from '@duckdb/node-api';
import type { AnalyticsTable, Row } from './load-business.ts';

/** What the questions look at. Instants are milliseconds UTC, as in the cache. */
const columns = {
  customers: ['id:int', 'created_at:int', 'last_active_at:int', 'role:text', 'state:text', 'country:text'],
  channels: ['id:int', 'owner_id:int', 'created_at:int', 'title:text', 'state:text', 'category:text'],
  orders: [
    'id:int',
    'advertiser_id:int',
    'editor_id:int',
    'channel_id:int',
    'price_micros:int',
    'commission_micros:int',
    'refunded_micros:int',
    'created_at:int',
    'completed_at:int',
    'conversion_value_micros:int',
    'views:int',
    'status:text',
    'category:text',
    'currency:text',
  ],
  payments: [
    'id:int',
    'customer_id:int',
    'amount_micros:int',
    'settled_at:int',
    'kind:text',
    'state:text',
    'currency:text',
  ],
} as const satisfies Readonly<Record<AnalyticsTable, readonly string[]>>;

const rowsPerChunk = 2048;

export type DuckDbCopy = {
  take(table: AnalyticsTable, row: Row): void;
  finishLoad(): void;
  /** A prepared question; its answer's rows as JavaScript values. */
  prepare(sql: string): Promise<() => Promise<readonly (readonly JS[])[]>>;
  close(): void;
};

/** The same rows in DuckDB, in memory, with as many threads as it likes. */
export async function openDuckDbCopy(): Promise<DuckDbCopy> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const fillers = {
    customers: await filler(connection, 'customers'),
    channels: await filler(connection, 'channels'),
    orders: await filler(connection, 'orders'),
    payments: await filler(connection, 'payments'),
  };
  const statements: DuckDBPreparedStatement[] = [];
  return {
    take: (table, row) => fillers[table].take(row),
    finishLoad() {
      for (const one of Object.values(fillers)) one.finish();
    },
    async prepare(sql) {
      const statement = await connection.prepare(sql);
      statements.push(statement);
      return async () => (await statement.runAndReadAll()).getRowsJS();
    },
    close() {
      for (const statement of statements) statement.destroySync();
      connection.closeSync();
      instance.closeSync();
    },
  };
}

async function filler(connection: DuckDBConnection, table: AnalyticsTable) {
  const parts = columns[table].map((column) => {
    const [name = '', kind] = column.split(':');
    return { name, isText: kind === 'text' };
  });
  const types = parts.map(({ name, isText }) => `${name} ${isText ? 'varchar' : 'bigint'}`);
  await connection.run(`create table ${table} (${types.join(', ')})`);
  const appender = await connection.createAppender(table);
  const kinds = parts.map(({ isText }) => (isText ? VARCHAR : BIGINT));
  let pending: DuckDBValue[][] = parts.map(() => []);

  function write(): void {
    const count = pending[0]?.length ?? 0;
    if (count === 0) return;
    const chunk = DuckDBDataChunk.create(kinds, count);
    chunk.setColumns(pending);
    appender.appendDataChunk(chunk);
    pending = parts.map(() => []);
  }

  return {
    take(row: Row): void {
      for (const [at, { name, isText }] of parts.entries()) {
        const value = row[name] ?? null;
        pending[at]?.push(value === null || isText ? value : BigInt(value));
      }
      if ((pending[0]?.length ?? 0) >= rowsPerChunk) write();
    },
    finish(): void {
      write();
      appender.closeSync();
    },
  };
}
