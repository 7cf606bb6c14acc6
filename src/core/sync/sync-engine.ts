import { sql } from 'drizzle-orm/sql';
import { z } from 'zod';
import { OpsdeckError } from '#contract/errors.ts';
import { exhaustive } from '#contract/exhaustive.ts';
import type { SyncStatus, SyncTable, SyncVerification } from '#contract/sync.ts';
import { instantSchema } from '#contract/time.ts';
import type { Cache, CacheReads } from '../cache/cache.ts';
import { compileQuery } from '../cache/compile-query.ts';
import type { CacheDefinition } from '../cache/cache-definition.ts';
import { PatientReader } from '../cache/patient-reader.ts';
import { ReaderPool, ReadFailed } from '../cache/reader-pool.ts';
import type { ReadStatement } from '../cache/reader-messages.ts';
import { backendError } from '../backend/backend-error.ts';
import type { Logger } from '../logging/logger.ts';
import { unknownStatus } from './status-board.ts';
import { isDamageCode } from './sync-problem.ts';
import { defaultTimings, type SyncTimings } from './sync-timings.ts';
import type { SyncConnection, SyncEvent, SyncRequest, SyncThreadStart } from './sync-messages.ts';
import type { SqliteLoaded } from '../threads/load-sqlite.ts';
import { type SqliteThread, startSqliteThread } from '../threads/sqlite-thread.ts';
import { workerFile } from '../threads/worker-file.ts';

export type SyncEngine = {
  readonly cache: Cache;
  /** The file that is read now, for work that reads it in a thread of its own; null while there is none. */
  cacheFile(): string | null;
  status(): SyncStatus;
  /** Hears of each change of the status; returns how to stop hearing. */
  onStatus(listener: (status: SyncStatus) => void): () => void;
  tables(): Promise<SyncTable[]>;
  /** @throws OpsdeckError BACKEND_UNREACHABLE, CACHE_NOT_READY when the thread of the cache has just died. */
  verify(): Promise<SyncVerification>;
  /**
   * Builds the cache anew, as soon as the database can be reached: the old one is read meanwhile, or deleted first, at once.
   * Resolves when that is noted.
   */
  rebuild(options: { readonly deleteFirst: boolean }): Promise<void>;
  /** Takes other scopes or declarations over, by building another cache when they differ. */
  define(definition: CacheDefinition): Promise<void>;
  close(): Promise<void>;
};

/**
 * What the thread leaves behind is short-lived; V8, left to itself, lets it grow to 50 MB before it looks. The rest is room for the
 * sums of a first load many times over.
 */
const writerLimits = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 1_024 };
const closePatienceMs = 3_000;

const restartAfterMs = 1_000;

/**
 * Starts the thread that keeps the cache in `folder` equal to the database, and the threads that read it. Works without the
 * database: what is there is read, and the thread tries to reach it for as long as it runs.
 */
export function startSyncEngine(options: {
  readonly folder: string;
  readonly definition: CacheDefinition;
  /** How to reach the database; asked before each attempt, waited for as long as it takes. */
  readonly connection: () => Promise<SyncConnection>;
  readonly logger: Logger;
  /** For tests. */
  readonly timings?: Partial<SyncTimings>;
}): SyncEngine {
  const { logger } = options;
  let { definition } = options;
  const readers = new ReaderPool(logger);
  const patientReader = new PatientReader(logger);
  const changeListeners = new Set<(tables: ReadonlySet<string>) => void>();
  const statusListeners = new Set<(status: SyncStatus) => void>();
  const waiting = new Map<number, PromiseWithResolvers<boolean | SyncVerification>>();
  const timings = { ...defaultTimings, ...options.timings };
  let status = unknownStatus;
  let published: { readonly file: string; readonly complete: boolean } | null = null;
  let version = 0;
  let lastId = 0;
  let isClosed = false;
  /** Null while there is none, for a moment after it died. */
  let running: SqliteThread | null = startThread();

  function startThread(): SqliteThread {
    const data: SyncThreadStart = { folder: options.folder, definition, timings };
    const thread = startSqliteThread(workerFile(import.meta.url, 'sync-worker'), {
      workerData: data,
      name: 'cache writer',
      resourceLimits: writerLimits,
    });
    const { worker } = thread;
    worker.on('message', receive);
    worker.on('error', (error) => logger.error({ err: error }, 'the thread of the cache failed'));
    worker.once('exit', () => {
      running = null;
      for (const { reject } of waiting.values()) reject(new OpsdeckError('CACHE_NOT_READY', {}));
      waiting.clear();
      if (isClosed) return;
      changeStatus({ ...status, state: 'offline' });
      // What killed it may kill the next one too: not in a hot loop.
      setTimeout(() => {
        if (!isClosed) running = startThread();
      }, restartAfterMs).unref();
    });
    return thread;
  }

  function changeStatus(next: SyncStatus): void {
    status = next;
    for (const listener of statusListeners) listener(status);
  }

  function receive(event: SyncEvent | SqliteLoaded): void {
    switch (event.kind) {
      case 'sqlite-loaded':
        return;
      case 'connection-wanted':
        void provideConnection();
        return;
      case 'published':
        published = event.file === null ? null : { file: event.file, complete: event.complete };
        readers.open(event.file);
        patientReader.open(event.file);
        return;
      case 'applied': {
        version += 1;
        const tables = new Set(event.tables);
        for (const listener of changeListeners) listener(tables);
        return;
      }
      case 'status':
        changeStatus(event.status);
        return;
      case 'log':
        logger[event.level](event.details, event.text);
        return;
      case 'done':
        waiting.get(event.id)?.resolve(event.answer);
        waiting.delete(event.id);
        return;
      case 'failed':
        waiting.get(event.id)?.reject(unreachable(event.message));
        waiting.delete(event.id);
        return;
      default:
        exhaustive(event);
    }
  }

  async function provideConnection(): Promise<void> {
    try {
      post({ kind: 'connection', connection: await options.connection() });
    } catch (error) {
      const known = backendError(error);
      if (known === null) logger.error({ err: error }, 'how to reach the database could not be found out');
      post({
        kind: 'no-connection',
        message: known?.message ?? 'It is not known how to reach the database.',
      });
    }
  }

  function post(request: SyncRequest): void {
    running?.worker.postMessage(request, []);
  }

  function ask(request: (id: number) => SyncRequest): Promise<boolean | SyncVerification> {
    if (running === null) return Promise.reject(new OpsdeckError('CACHE_NOT_READY', {}));
    lastId += 1;
    const answer = Promise.withResolvers<boolean | SyncVerification>();
    waiting.set(lastId, answer);
    post(request(lastId));
    return answer.promise;
  }

  type Read = (statements: readonly ReadStatement[]) => Promise<readonly (readonly unknown[])[]>;

  async function readWith(read: Read, statements: readonly ReadStatement[]): ReturnType<Read> {
    const asked = published;
    try {
      return await read(statements);
    } catch (error) {
      if (!(error instanceof ReadFailed)) throw error;
      if (isDamageCode(error.code)) {
        if (asked !== null) post({ kind: 'damaged', file: asked.file });
      } else if (!isNotReady(error, asked?.complete ?? false)) throw error;
      throw new OpsdeckError('CACHE_NOT_READY', {}, { cause: error });
    }
  }

  const readsThrough = (read: Read): CacheReads => ({
    async rows(query, row) {
      const [answer = []] = await readWith(read, [compileQuery(query)]);
      return z.array(row).parse(answer);
    },
    async together(queries) {
      const answers = await readWith(
        read,
        queries.map((query) => compileQuery(query.sql)),
      );
      const parsed = queries.map(({ row }, at) => z.array(row).parse(answers[at] ?? []));
      // Each answer was parsed by the schema of its query.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      return parsed as never;
    },
  });

  const cache: Cache = {
    ...readsThrough((statements) => readers.read(statements)),
    patiently: (signal) => readsThrough((statements) => patientReader.read(statements, signal)),
    get version() {
      return version;
    },
    onChange(listener) {
      changeListeners.add(listener);
      return () => changeListeners.delete(listener);
    },
    async caughtUp(patienceMs) {
      if (status.state === 'offline' || status.state === 'building') return false;
      const timer = Promise.withResolvers<boolean>();
      const timeout = setTimeout(() => timer.resolve(false), patienceMs);
      const asked = ask((id) => ({ kind: 'catch-up', id })).then(
        (answer) => answer === true,
        () => false,
      );
      return Promise.race([asked, timer.promise]).finally(() => clearTimeout(timeout));
    },
  };

  return {
    cache,
    cacheFile: () => published?.file ?? null,
    status: () => status,
    onStatus(listener) {
      statusListeners.add(listener);
      return () => statusListeners.delete(listener);
    },
    tables: () => listTables(cache, definition),
    async verify() {
      const answer = await ask((id) => ({ kind: 'verify', id }));
      if (typeof answer === 'boolean') throw new TypeError('a verification answered without its result');
      return answer;
    },
    async rebuild({ deleteFirst }) {
      await ask((id) => ({ kind: 'rebuild', id, deleteFirst }));
    },
    async define(next) {
      definition = next;
      await ask((id) => ({ kind: 'define', id, definition: next }));
    },
    async close() {
      isClosed = true;
      const thread = running;
      if (thread !== null) {
        const ended = new Promise<void>((resolve) => {
          thread.worker.once('exit', () => resolve());
        });
        post({ kind: 'stop' });
        const timeout = setTimeout(() => void thread.end(), closePatienceMs);
        await ended;
        clearTimeout(timeout);
      }
      await Promise.all([readers.close(), patientReader.close()]);
    },
  };
}

const notReadyCodes = [
  'CACHE_NOT_READY',
  'READER_DIED',
  'LEFT',
  'SHUTTING_DOWN',
  'SQLITE_CANTOPEN',
  'SQLITE_BUSY',
];

/** While another version's cache is read, what this version added is not in it yet. */
function isNotReady({ code, message }: ReadFailed, complete: boolean): boolean {
  return (
    notReadyCodes.some((known) => code.startsWith(known)) ||
    (!complete && /no such (table|column)/.test(message))
  );
}

function unreachable(problem: string): OpsdeckError {
  return new OpsdeckError('BACKEND_UNREACHABLE', { address: 'its address', problem });
}

const keptTableSchema = z.object({
  name: z.string(),
  rows: z.int(),
  lastChangeAt: instantSchema.nullable(),
  sizeBytes: z.int(),
});

async function listTables(cache: Cache, definition: CacheDefinition): Promise<SyncTable[]> {
  const kept = await cache.rows(
    sql`select cache_tables.name, rows, last_change_at as lastChangeAt,
        coalesce((
          select sum(size) from (select name, pgsize as size from dbstat where aggregate = 1) as part
          join sqlite_schema on sqlite_schema.name = part.name where tbl_name in (cache_tables.name, cache_tables.name || '_outside')
        ), 0) as sizeBytes
      from cache_tables order by cache_tables.name`,
    keptTableSchema,
  );
  return kept.map((table) => {
    const scope = definition.tables.find(({ name }) => name === table.name)?.scope;
    return {
      ...table,
      scope: scope?.kind === 'window' ? { kind: 'window', days: scope.days } : { kind: 'all' },
    };
  });
}
