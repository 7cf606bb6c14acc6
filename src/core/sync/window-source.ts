import type { ClientConfig } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { MirrorTable } from '../cache/mirror-table.ts';
import type { RowValue } from '../cache/rollups/rollup.ts';
import { type SyncCursor, changedSince, cursorAfter } from './cursor.ts';
import { BinaryCopyReader, copyColumn } from './copy-binary.ts';
import { GuardedClient } from './guarded-client.ts';
import { rowIsBack } from './row-is-back.ts';
import { quoteName } from '../cache/quote-name.ts';

/**
 * `datestyle` decides how a date is written as text. Without `enable_seqscan = off` the planner, which cannot know that the newest
 * changes are few until it has analysed the table, looks for them through all of it: 0.7 s of a million rows, for nothing.
 */
const sessionSettings = `
  set time zone 'UTC';
  set datestyle = 'ISO, YMD';
  set statement_timeout = 0;
  set extra_float_digits = 3;
  set enable_seqscan = off;
  set jit = off;
`;

/** For the rest of the transaction: whole tables are about to be read. */
const readWholeTables = 'set local enable_seqscan = on';

/** The state of the database that a window shows, and how the caches of this program stand to it. */
export type WindowHead = {
  /** What the cache has once the window is applied. */
  readonly cursor: SyncCursor;
  /** Instant, in ms UTC by the database's clock, of which the window is a picture. */
  readonly asOf: number;
  /** Another value: the database is not the one that the cursor is about. */
  readonly epoch: string;
  readonly timeZone: string;
  readonly standby: boolean;
  /** Tombstones of transactions before this one are gone. */
  readonly purgedBefore: bigint;
  /** Names of the tables in which something was changed or removed; all of them when there was no cursor. */
  readonly changed: readonly string[];
  readonly anyRemoved: boolean;
};

export type RemovedRow = { readonly table: string; readonly key: readonly (string | null)[] };

/** One consistent picture of the database, open until `close`. */
export type Window = {
  readonly head: WindowHead;
  removed(onRow: (row: RemovedRow) => void): Promise<void>;
  /** Streams the rows of a table that belong to the window. The array is used again for each row. */
  rows(table: MirrorTable, onRow: (row: RowValue[]) => void): Promise<void>;
  /** Streams all rows of a table, as of the window. */
  allRows(table: MirrorTable, onRow: (row: RowValue[]) => void): Promise<void>;
  /** How many rows the table has, as the planner guesses. */
  estimatedRows(table: MirrorTable): Promise<number>;
  close(): Promise<void>;
};

type ProbeRow = {
  snapshot: string;
  standby: boolean;
  purged_before: string;
  as_of: number;
  epoch: string;
  time_zone: string | null;
  changed: string[];
  removed: boolean;
};

type WindowSourceOptions = {
  readonly config: ClientConfig;
  readonly workspaceId: string;
  readonly tables: () => readonly MirrorTable[];
  readonly silenceMs: number;
  /** Called once when the connection breaks, whether or not something is being read. */
  readonly onBroken: (error: Error) => void;
};

const identity = `
  (select epoch::text from sync_epoch) || '/' ||
  (select system_identifier::text from pg_control_system()) || '/' ||
  (select timeline_id::text from pg_control_checkpoint()) || '/' ||
  (select oid::text from pg_database where datname = current_database())`;

/**
 * Reads from one connection what was committed since a cursor, every time as one snapshot of all tables together.
 * Every wait has an end: a connection that falls silent is cut, and the call throws.
 */
export class WindowSource {
  readonly #client: GuardedClient;
  readonly #workspaceId: string;
  readonly #tables: () => readonly MirrorTable[];
  /** Reads from a standby: a copy of the primary that runs a moment behind it. */
  readonly isStandby: boolean;

  private constructor(client: GuardedClient, options: WindowSourceOptions, isStandby: boolean) {
    this.#client = client;
    this.#workspaceId = options.workspaceId;
    this.#tables = options.tables;
    this.isStandby = isStandby;
  }

  static async connect(options: WindowSourceOptions): Promise<WindowSource> {
    const client = await GuardedClient.connect({ ...options, name: 'opsdeck sync' });
    try {
      await client.query(sessionSettings);
      const { rows } = await client.query<{ standby: boolean }>('select pg_is_in_recovery() as standby');
      return new WindowSource(client, options, rows[0]?.standby === true);
    } catch (error) {
      client.destroy();
      throw error;
    }
  }

  /**
   * How far a standby is with repeating the primary's log. What is read afterwards has all that was committed up to there. Null
   * for the primary itself, which is always there.
   */
  async reached(): Promise<bigint | null> {
    if (!this.isStandby) return null;
    const { rows } = await this.#client.query<{ position: string | null }>(
      `select (pg_last_wal_replay_lsn() - '0/0'::pg_lsn)::text as position`,
    );
    return BigInt(rows[0]?.position ?? 0);
  }

  /**
   * Looks whether anything was committed since the cursor, with one statement. When nothing was, the head's cursor is as good as
   * the old one.
   */
  async probe(cursor: SyncCursor): Promise<WindowHead> {
    const { rows } = await this.#client.query<ProbeRow>(this.#probeText(cursor));
    return headOf(rows[0]);
  }

  /** Opens a window on everything since the cursor; with null on everything there is. */
  async open(cursor: SyncCursor | null): Promise<Window> {
    await this.#client.query('begin isolation level repeatable read read only');
    const { rows } = await this.#client.query<ProbeRow>(this.#probeText(cursor));
    const head = headOf(rows[0]);
    return {
      head,
      removed: (onRow) => this.#removed(cursor, head.standby, onRow),
      rows: (table, onRow) => this.#rows(table, cursor, onRow),
      allRows: (table, onRow) => this.#rows(table, null, onRow),
      estimatedRows: (table) => this.#estimate(table),
      close: async () => {
        await this.#client.query('commit');
      },
    };
  }

  /** Cuts the connection at once; what is being read fails. */
  destroy(): void {
    this.#client.destroy();
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  #probeText(cursor: SyncCursor | null): string {
    const workspace = `'${this.#workspaceId}'`;
    const changed = (name: string): string =>
      cursor === null
        ? `'${name}'`
        : `case when exists (select from ${quoteName(name)} where ${quoteName(this.#workspaceColumn(name))} = ${workspace} and ${changedSince(cursor)}) then '${name}' end`;
    const removed =
      cursor === null
        ? 'false'
        : `exists (select from sync_tombstones where workspace_id = ${workspace} and ${changedSince(cursor)})`;
    return `select pg_current_snapshot()::text as snapshot, pg_is_in_recovery() as standby,
      (select purged_before::text from sync_epoch) as purged_before,
      floor(extract(epoch from statement_timestamp()) * 1000)::float8 as as_of, ${identity} as epoch,
      (select time_zone from workspaces where id = ${workspace}) as time_zone,
      array_remove(array[${this.#tables()
        .map(({ name }) => changed(name))
        .join(', ')}]::text[], null) as changed,
      ${removed} as removed`;
  }

  #workspaceColumn(name: string): string {
    return this.#tables().find((table) => table.name === name)?.workspaceColumn ?? 'workspace_id';
  }

  async #removed(
    cursor: SyncCursor | null,
    standby: boolean,
    onRow: (row: RemovedRow) => void,
  ): Promise<void> {
    if (cursor === null) return;
    // From a standby, tombstones come again (see `cursorAfter`); by then their rows may be back, and not come again.
    const unlessBack = standby
      ? this.#tables()
          .map((table) => ` and not ${rowIsBack(table, this.#workspaceId)}`)
          .join('')
      : '';
    await this.#copy(
      `select table_name, key::text from sync_tombstones
        where workspace_id = '${this.#workspaceId}' and ${changedSince(cursor)}${unlessBack}`,
      new BinaryCopyReader(['text', 'text']),
      ([table, key]) => {
        const parsed: unknown = JSON.parse(String(key));
        if (Array.isArray(parsed))
          onRow({ table: String(table), key: parsed.map((part) => textOrNull(part)) });
      },
    );
  }

  async #rows(
    table: MirrorTable,
    cursor: SyncCursor | null,
    onRow: (row: RowValue[]) => void,
  ): Promise<void> {
    if (cursor === null) await this.#client.query(readWholeTables);
    const columns = table.columns.map(({ name, kind }) => copyColumn(quoteName(name), kind)).join(', ');
    const since = cursor === null ? '' : ` and ${changedSince(cursor)}`;
    await this.#copy(
      `select ${columns} from ${quoteName(table.name)} where ${quoteName(table.workspaceColumn)} = '${this.#workspaceId}'${since}`,
      new BinaryCopyReader(table.columns.map(({ kind }) => kind)),
      onRow,
    );
  }

  async #copy(select: string, reader: BinaryCopyReader, onRow: (row: RowValue[]) => void): Promise<void> {
    const stream = this.#client.client.query(copyTo(`copy (${select}) to stdout (format binary)`));
    // When `onRow` throws, nobody reads to the end; the error that ends the connection then is nobody's news.
    stream.on('error', () => undefined);
    const guard = this.#client.guard();
    try {
      for await (const chunk of stream) {
        guard.refresh();
        reader.read(asBuffer(chunk), onRow);
        // Time that this thread spent on the chunk is not the server's silence.
        guard.refresh();
      }
    } finally {
      clearTimeout(guard);
    }
    if (!reader.isComplete) throw new Error('Connection terminated unexpectedly');
  }

  /** Of a table in partitions these alone: what was analysed of the whole would count them twice. */
  async #estimate({ name }: MirrorTable): Promise<number> {
    const { rows } = await this.#client.query<{ rows: number }>(
      `select coalesce(sum(greatest(reltuples, 0)), 0)::float8 as rows from pg_class
        where relkind = 'r' and (oid = $1::regclass or oid in (select inhrelid from pg_inherits where inhparent = $1::regclass))`,
      [name],
    );
    return Math.round(rows[0]?.rows ?? 0);
  }
}

function headOf(row: ProbeRow | undefined): WindowHead {
  if (row?.time_zone === undefined || row.time_zone === null) {
    throw new Error('the workspace is not in this database');
  }
  return {
    cursor: cursorAfter(row.snapshot, row.standby),
    asOf: row.as_of,
    epoch: row.epoch,
    timeZone: row.time_zone,
    standby: row.standby,
    purgedBefore: BigInt(row.purged_before),
    changed: row.changed,
    anyRemoved: row.removed,
  };
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function asBuffer(chunk: unknown): Buffer {
  if (Buffer.isBuffer(chunk)) return chunk;
  throw new TypeError('COPY gave something that is no buffer');
}
