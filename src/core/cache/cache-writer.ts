import type { SyncDifference } from '#contract/sync.ts';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { bookkeepingDdl, indexDdl, oneOfTexts, outsideColumns, outsideName, tableDdl } from './cache-ddl.ts';
import { type CacheDefinition, definitionHash } from './cache-definition.ts';
import type { MirrorTable } from './mirror-table.ts';
import { quoteName } from './quote-name.ts';
import type { RollupKeeper } from './rollups/rollup.ts';
import { cutoffOf, TableWriter } from './table-writer.ts';

/** What a cache says about itself. */
export type CacheFacts = {
  readonly definition: string;
  readonly workspaceId: string;
  readonly timeZone: string;
  readonly epoch: string;
  /** A `SyncCursor`. */
  readonly cursor: string;
  /** Instant, in ms UTC, of which it is a copy. */
  readonly asOf: number;
};

/** Creates the tables of the rollups in a new cache, and keeps them. */
export type RollupSupport = {
  ddl(definition: CacheDefinition): string;
  open(database: Database, definition: CacheDefinition, timeZone: string): RollupKeeper;
  /** Computes every rollup anew from the rows of the cache; returns where what is kept differs. */
  verify(database: Database, definition: CacheDefinition, timeZone: string): readonly SyncDifference[];
};

/** What the caller of `commit` knows; the rest follows from the definition. */
export type CacheProgress = Omit<CacheFacts, 'definition' | 'workspaceId'>;

/** `other-version`: complete and of this workspace, but not of this definition: it can be read until there is a new one. */
export type OpenedCache =
  | { readonly kind: 'fits'; readonly writer: CacheWriter }
  | { readonly kind: 'other-version' }
  | { readonly kind: 'foreign' };

/** The one connection that writes to a cache. All of its writes are in transactions that its caller begins and ends. */
export class CacheWriter {
  readonly database: Database;
  readonly file: string;
  readonly #definition: CacheDefinition;
  readonly #keeper: RollupKeeper;
  readonly #writers: ReadonlyMap<string, TableWriter>;

  private constructor(database: Database, file: string, definition: CacheDefinition, keeper: RollupKeeper) {
    this.database = database;
    this.file = file;
    this.#definition = definition;
    this.#keeper = keeper;
    this.#writers = new Map(
      definition.tables.map((table) => [table.name, new TableWriter(database, table, keeper)]),
    );
  }

  /**
   * A new, empty cache. Until `finishLoad` nothing protects it against a power failure, which is what makes a first load fast:
   * nobody reads it before it is published.
   */
  static create(
    file: string,
    definition: CacheDefinition,
    rollups: RollupSupport,
    timeZone: string,
  ): CacheWriter {
    const database = new SqliteDatabase(file);
    try {
      for (const pragma of [
        'page_size = 8192',
        'journal_mode = off',
        'synchronous = off',
        'locking_mode = exclusive',
        'cache_size = -65536',
        'threads = 2',
      ]) {
        database.pragma(pragma);
      }
      database.exec(bookkeepingDdl);
      database.exec(rollups.ddl(definition));
      // A keeper's needs decide what is kept of rows outside a window, and it can be asked once its own tables are there.
      const keeper = rollups.open(database, definition, timeZone);
      const insertTable = database.prepare('insert into cache_tables (name, days) values (?, ?)');
      for (const table of definition.tables) {
        database.exec(tableDdl(table, keeper.neededColumns(table.name)));
        insertTable.run(table.name, table.scope.kind === 'window' ? table.scope.days : null);
      }
      return new CacheWriter(database, file, definition, keeper);
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /** Opens a complete cache for writing when it is of exactly this definition. Throws when it is damaged. */
  static open(file: string, definition: CacheDefinition, rollups: RollupSupport): OpenedCache {
    const database = new SqliteDatabase(file, { fileMustExist: true });
    try {
      database.pragma('journal_mode = wal');
      database.pragma('synchronous = normal');
      database.pragma('cache_size = -32768');
      database.pragma('journal_size_limit = 67108864');
      const facts = readFacts(database);
      if (facts?.definition === definitionHash(definition)) {
        const keeper = rollups.open(database, definition, facts.timeZone);
        return { kind: 'fits', writer: new CacheWriter(database, file, definition, keeper) };
      }
      database.close();
      return { kind: facts?.workspaceId === definition.workspaceId ? 'other-version' : 'foreign' };
    } catch (error) {
      database.close();
      throw error;
    }
  }

  facts(): CacheFacts | null {
    return readFacts(this.database);
  }

  table(name: string): TableWriter | null {
    return this.#writers.get(name) ?? null;
  }

  /** What is kept, for the rollups, of rows outside the table's window. */
  neededOutside(table: MirrorTable): readonly string[] {
    return this.#keeper.neededColumns(table.name);
  }

  countRows(): number {
    const row: unknown = this.database.prepare('select sum(rows) from cache_tables').pluck().get();
    return Number(row ?? 0);
  }

  begin(): void {
    this.database.exec('begin immediate');
  }

  /** Ends the transaction: rows, rollups and facts are there together, or, if this throws, not at all. */
  commit(facts: CacheProgress, changedTables: ReadonlySet<string>): void {
    this.#keeper.settle();
    const count = this.database.prepare(
      'update cache_tables set rows = rows + ?, last_change_at = ? where name = ?',
    );
    for (const [name, writer] of this.#writers) {
      if (!changedTables.has(name) && writer.rowsAdded === 0) continue;
      count.run(writer.rowsAdded, facts.asOf, name);
    }
    this.#writeFacts(facts);
    this.database.exec('commit');
    for (const writer of this.#writers.values()) writer.rowsAdded = 0;
  }

  /** Undoes the transaction, also in the memory of the rollups. */
  rollback(): void {
    this.#keeper.discard();
    for (const writer of this.#writers.values()) writer.rowsAdded = 0;
    if (this.database.inTransaction) this.database.exec('rollback');
  }

  /** Writes down, in a transaction of its own, that the cache is as of a later instant, with the same rows. */
  saveProgress(facts: CacheProgress): void {
    this.begin();
    try {
      this.commit(facts, new Set());
    } catch (error) {
      this.rollback();
      throw error;
    }
  }

  /** Ends a first load: what is pending is written, the indexes are made, and the file is made safe. */
  finishLoad(facts: CacheProgress): void {
    this.commit(facts, new Set());
    // Each of the sorter's threads takes as much memory as the page cache may have, and sorts fastest what the processor's caches
    // hold: ten million rows in 27 s with 4 MiB, 41 s with 16.
    this.database.pragma('cache_size = -4096');
    for (const table of this.#definition.tables)
      this.database.exec(indexDdl(table, this.neededOutside(table)));
    this.database.pragma('analysis_limit = 1000');
    this.database.exec('analyze');
  }

  /**
   * Moves rows that have left their window since the last time out of it, in a transaction of its own. The rollups do not
   * change. Returns the names of the tables that did.
   */
  ageWindows(now: number): ReadonlySet<string> {
    const touched = new Set<string>();
    this.begin();
    try {
      for (const table of this.#definition.tables) if (this.#age(table, now) > 0) touched.add(table.name);
      this.database.exec('commit');
    } catch (error) {
      this.rollback();
      throw error;
    }
    return touched;
  }

  #age(table: MirrorTable, now: number): number {
    const { window } = table;
    if (table.scope.kind === 'all' || window === undefined) return 0;
    const cutoff = cutoffOf(table.scope.days, now);
    const from = quoteName(table.name);
    const finished = window.keep === undefined ? '' : ` and (${oneOfTexts(window.keep)}) is not true`;
    const old = `${quoteName(window.column)} < ${cutoff}${finished}`;
    const needed = this.#keeper.neededColumns(table.name);
    if (needed.length > 0) {
      const columns = outsideColumns(table, needed)
        .map(({ name }) => quoteName(name))
        .join(', ');
      this.database.exec(
        `insert or replace into ${quoteName(outsideName(table))} (${columns}) select ${columns} from ${from} where ${old}`,
      );
    }
    const { changes } = this.database.prepare(`delete from ${from} where ${old}`).run();
    this.database.prepare('update cache_tables set rows = rows - ? where name = ?').run(changes, table.name);
    this.table(table.name)?.moveCutoff(cutoff);
    return changes;
  }

  close(): void {
    if (this.database.open) this.database.close();
  }

  #writeFacts(facts: CacheProgress): void {
    const write = this.database.prepare(
      'insert into cache_facts (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
    );
    const { workspaceId } = this.#definition;
    const all: CacheFacts = { ...facts, workspaceId, definition: definitionHash(this.#definition) };
    for (const [name, value] of Object.entries(all)) write.run(name, String(value));
  }
}

/** Null when the file is no cache, or one whose first load was not finished. */
export function readFacts(database: Database): CacheFacts | null {
  const isCache = database
    .prepare("select 1 from sqlite_schema where type = 'table' and name = 'cache_facts'")
    .get();
  if (isCache === undefined) return null;
  const facts = new Map<string, string>();
  for (const row of database.prepare('select name, value from cache_facts').raw().all()) {
    if (Array.isArray(row)) facts.set(String(row[0]), String(row[1]));
  }
  const [definition, workspaceId, timeZone, epoch, cursor, asOf] = [
    facts.get('definition'),
    facts.get('workspaceId'),
    facts.get('timeZone'),
    facts.get('epoch'),
    facts.get('cursor'),
    facts.get('asOf'),
  ];
  if (
    definition === undefined ||
    workspaceId === undefined ||
    timeZone === undefined ||
    epoch === undefined ||
    cursor === undefined ||
    asOf === undefined
  ) {
    return null;
  }
  return { definition, workspaceId, timeZone, epoch, cursor, asOf: Number(asOf) };
}
