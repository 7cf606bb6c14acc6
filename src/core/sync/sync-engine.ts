import { Worker } from 'node:worker_threads';
import { sql } from 'drizzle-orm/sql';
import { z } from 'zod';
import { OpsdeckError } from '#contract/errors.ts';
import { exhaustive } from '#contract/exhaustive.ts';
import type { SyncStatus, SyncTable, SyncVerification } from '#contract/sync.ts';
import { instantSchema } from '#contract/time.ts';
import type { Cache } from '../cache/cache.ts';
import { compileQuery } from '../cache/compile-query.ts';
import type { CacheDefinition } from '../cache/cache-definition.ts';
import { ReaderPool, ReadFailed } from '../cache/reader-pool.ts';
import type { ReadStatement } from '../cache/reader-messages.ts';
import type { Logger } from '../logging/logger.ts';
import type { SyncConnection, SyncEvent, SyncRequest, SyncThreadStart } from './sync-messages.ts';

export type SyncEngine = {
  readonly cache: Cache;
  status(): SyncStatus;
  /** Hears of each change of the status; returns how to stop hearing. */
  onStatus(listener: (status: SyncStatus) => void): () => void;
  tables(): Promise<SyncTable[]>;
  /** @throws OpsdeckError BACKEND_UNREACHABLE */
  verify(): Promise<SyncVerification>;
  /** Builds the cache anew: the old one is read meanwhile, or deleted first. Resolves when that has begun. */
  rebuild(options: { readonly deleteFirst: boolean }): Promise<void>;
  /** Takes other scopes or declarations over, by building another cache when they differ. */
  define(definition: CacheDefinition): Promise<void>;
  /** The database can be reached from now on: asked again at each attempt. */
  close(): Promise<void>;
};

const closePatienceMs = 3_000;

const startStatus: SyncStatus = {
  state: 'offline',
  readable: false,
  asOf: null,
  lagSeconds: null,
  rows: 0,
  sizeBytes: 0,
  progress: null,
  reason: null,
  lastProblem: null,
  heldBackBy: null,
  standby: false,
};

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
}): SyncEngine {
  const { logger } = options;
  let { definition } = options;
  const readers = new ReaderPool(logger);
  const changeListeners = new Set<(tables: ReadonlySet<string>) => void>();
  const statusListeners = new Set<(status: SyncStatus) => void>();
  const waiting = new Map<number, PromiseWithResolvers<boolean | SyncVerification>>();
  let status = startStatus;
  let version = 0;
  let lastId = 0;
  let isClosed = false;
  let worker = startThread();

  function startThread(): Worker {
    const data: SyncThreadStart = { folder: options.folder, definition };
    const thread = new Worker(new URL('./sync-thread.ts', import.meta.url), {
      workerData: data,
      name: 'cache writer',
    });
    thread.on('message', receive);
    thread.on('error', (error) => logger.error({ err: error }, 'the thread of the cache failed'));
    thread.once('exit', () => {
      for (const [id, { reject }] of waiting) {
        waiting.delete(id);
        reject(new OpsdeckError('CACHE_NOT_READY', {}));
      }
      if (isClosed) return;
      // What killed it may kill the next one too: not in a hot loop.
      setTimeout(() => {
        if (!isClosed) worker = startThread();
      }, 1_000).unref();
    });
    return thread;
  }

  function receive(event: SyncEvent): void {
    switch (event.kind) {
      case 'connection-wanted':
        void provideConnection();
        return;
      case 'published':
        readers.open(event.file);
        return;
      case 'applied': {
        version += 1;
        const tables = new Set(event.tables);
        for (const listener of changeListeners) listener(tables);
        return;
      }
      case 'status':
        status = event.status;
        for (const listener of statusListeners) listener(status);
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
    const connection = await options.connection();
    if (!isClosed) post({ kind: 'connection', connection });
  }

  function post(request: SyncRequest): void {
    worker.postMessage(request, []);
  }

  function ask(request: (id: number) => SyncRequest): Promise<boolean | SyncVerification> {
    lastId += 1;
    const answer = Promise.withResolvers<boolean | SyncVerification>();
    waiting.set(lastId, answer);
    post(request(lastId));
    return answer.promise;
  }

  async function read(statements: readonly ReadStatement[]): Promise<readonly (readonly unknown[])[]> {
    try {
      return await readers.read(statements);
    } catch (error) {
      if (!(error instanceof ReadFailed)) throw error;
      if (error.code.startsWith('SQLITE_CORRUPT') || error.code === 'SQLITE_NOTADB')
        post({ kind: 'damaged' });
      else if (!isExpected(error)) throw error;
      throw new OpsdeckError('CACHE_NOT_READY', {}, { cause: error });
    }
  }

  /** While another version's cache is read, what this version added is not in it yet. */
  function isExpected({ code, message }: ReadFailed): boolean {
    if (['CACHE_NOT_READY', 'READER_DIED', 'SHUTTING_DOWN'].includes(code)) return true;
    return status.state === 'building' && /no such (table|column)/.test(message);
  }

  const cache: Cache = {
    async rows(query, row) {
      const [answer = []] = await read([compileQuery(query)]);
      return z.array(row).parse(answer);
    },
    async together(queries) {
      const answers = await read(queries.map((query) => compileQuery(query.sql)));
      const parsed = queries.map(({ row }, at) => z.array(row).parse(answers[at] ?? []));
      // Each answer was parsed by the schema of its query.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      return parsed as never;
    },
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
      const ended = new Promise<void>((resolve) => {
        worker.once('exit', () => resolve());
      });
      post({ kind: 'stop' });
      const timeout = setTimeout(() => void worker.terminate(), closePatienceMs);
      await ended;
      clearTimeout(timeout);
      await readers.close();
    },
  };
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
          join sqlite_schema on sqlite_schema.name = part.name where tbl_name = cache_tables.name
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
