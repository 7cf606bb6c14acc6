import type { PoolClient } from 'pg';
import { copyIn } from '#core/backend/copy-in.ts';
import {
  type BusinessTable,
  businessTableNames,
  businessTables,
  type Columns,
  type Value,
} from './business-tables.ts';
import { RowBuffer } from './row-buffer.ts';

/** So many rows are written in one transaction: a second's work, and a few megabytes. */
const batchRows = 80_000;

export type Loader = {
  /** Takes a row of one of the wanted tables; rows of others are dropped. */
  emit(table: BusinessTable, row: readonly Value[]): void;
  /** Hands a full batch over to be written. Resolves when there is room for the next. */
  next(): Promise<void>;
  /** Writes what is left. */
  finish(): Promise<void>;
  rows(): Readonly<Partial<Record<BusinessTable, number>>>;
};

/** What a second connection writes meanwhile: about half of the work. */
const secondLane: ReadonlySet<BusinessTable> = new Set(['ledger_transfers', 'ratings', 'channel_metrics']);

/**
 * Writes rows by binary COPY while the next batch is being made: at any time two batches are in memory, however many rows there
 * are in all. With one client all tables of a batch are written in one transaction and in the order of their references; with a
 * second one, which is for sessions that nothing checks, two transactions share the work.
 */
export function openLoader(options: {
  readonly clients: readonly [PoolClient] | readonly [PoolClient, PoolClient];
  readonly workspaceId: string;
  readonly tables: ReadonlySet<BusinessTable>;
  /** The client has a transaction open, for everything. */
  readonly inTransaction: boolean;
  readonly signal?: AbortSignal | undefined;
}): Loader {
  const { clients, workspaceId, tables, inTransaction, signal } = options;
  const [first, second = null] = clients;
  const names = businessTableNames.filter((table) => tables.has(table));
  const buffers = new Map(names.map((table) => [table, new RowBuffer(businessTables[table], workspaceId)]));
  const written: Partial<Record<BusinessTable, number>> = {};
  let waiting = 0;
  let writing: Promise<void> = Promise.resolve();

  async function write(client: PoolClient, batch: readonly Batch[]): Promise<void> {
    if (batch.length === 0) return;
    if (!inTransaction) await client.query('begin');
    for (const { table, rows, chunks } of batch) {
      await copyIn(client, copyStatement(table), chunks);
      written[table] = (written[table] ?? 0) + rows;
    }
    if (!inTransaction) await client.query('commit');
  }

  async function writeAll(batch: readonly Batch[]): Promise<void> {
    if (second === null) return write(first, batch);
    const lanes = [
      write(
        first,
        batch.filter(({ table }) => !secondLane.has(table)),
      ),
      write(
        second,
        batch.filter(({ table }) => secondLane.has(table)),
      ),
    ];
    // Both have to be over before a failure is met: their connections are ended then.
    await Promise.allSettled(lanes);
    await Promise.all(lanes);
  }

  async function handOver(): Promise<void> {
    await writing;
    signal?.throwIfAborted();
    const batch = [...buffers].flatMap(([table, buffer]) =>
      buffer.rows === 0 ? [] : [{ table, ...buffer.take() }],
    );
    waiting = 0;
    if (batch.length === 0) return;
    writing = writeAll(batch);
    // Its failure is met at the next hand-over.
    writing.catch(() => undefined);
  }

  return {
    emit: (table, row) => {
      const buffer = buffers.get(table);
      if (buffer === undefined) return;
      buffer.add(row);
      waiting += 1;
    },
    next: async () => {
      if (waiting >= batchRows) await handOver();
    },
    finish: async () => {
      await handOver();
      await writing;
    },
    rows: () => written,
  };
}

type Batch = { readonly table: BusinessTable; readonly rows: number; readonly chunks: readonly Buffer[] };

function copyStatement(table: BusinessTable): string {
  const columns: Columns = businessTables[table];
  const names = ['workspace_id', ...columns.map(([name]) => name)];
  return `copy ${table} (${names.join(', ')}) from stdin (format binary)`;
}
