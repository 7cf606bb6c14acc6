import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import { OpsdeckError } from '#contract/errors.ts';
import type { BackendState } from '#contract/system.ts';
import { instant } from '#contract/time.ts';
import type { Logger } from '../logging/logger.ts';
import { unreachable } from './backend-error.ts';
import { type ConnectionSettings, settingsFromParts, settingsFromUrl } from './connection-settings.ts';
import type { Database } from './database.ts';
import { type EmbeddedServer, startEmbeddedServer } from './embedded/embedded-server.ts';
import { migrate } from './migrate.ts';
import { openPool } from './pool.ts';
import { probeServer } from './probe.ts';
import { startStateMonitor, type StateMonitor } from './state-monitor.ts';

const connections = 12;
const trimLogEveryMs = 60_000;
const patienceWithWorkMs = 3_000;
const builtInName = 'the built-in Postgres';

/**
 * The database this console stands on. Until `connect` has succeeded, and whenever the database is away, all that is asked
 * of `pool` and `database` fails at once with BACKEND_UNREACHABLE.
 */
export type Backend = {
  readonly kind: 'built-in' | 'server';
  /** `host:port/database`, without credentials. */
  readonly address: string;
  readonly settings: ConnectionSettings;
  /** Of the server, such as `18.4`; null until it was connected for the first time. */
  readonly version: string | null;
  /** Tag of the newest migration; null until it was connected for the first time. */
  readonly migration: string | null;
  readonly pool: pg.Pool;
  readonly database: Database;
  /**
   * Starts the server if it is the built-in one, connects for the first time and brings the schema up to date. From then on
   * the connection is watched and comes back by itself. After a failure it may be called again.
   *
   * @throws OpsdeckError BACKEND_UNREACHABLE, BACKEND_REFUSED_CREDENTIALS, BACKEND_TOO_OLD, BACKEND_START_FAILED,
   *   BACKEND_NEWER_THAN_PROGRAM, MIGRATION_FAILED, DATA_DIR_NOT_WRITABLE, DISK_FULL; nothing is left running then.
   */
  connect(): Promise<void>;
  state(): BackendState;
  /** Hears of each change between online and offline; returns how to stop hearing. */
  onStateChange(listener: (state: BackendState) => void): () => void;
  sizeBytes(): Promise<number>;
  /** Ends all connections and, if it is the built-in one, the server: returns when it is gone. */
  close(): Promise<void>;
};

export type BackendOptions = {
  /** The team's server; null means the built-in one, in the data folder whose instance lock the caller holds. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly logger: Logger;
  readonly migrationsFolder?: string;
};

/** `prepareBackend` and its first `connect`: a backend that is there, or that function's errors. */
export async function openBackend(options: BackendOptions): Promise<Backend> {
  const backend = prepareBackend(options);
  try {
    await backend.connect();
    return backend;
  } catch (error) {
    await backend.close();
    throw error;
  }
}

/** The backend before anything was connected or started. @throws OpsdeckError CONFIG_INVALID */
export function prepareBackend(options: BackendOptions): Backend {
  const { databaseUrl, dataDir, logger, migrationsFolder } = options;
  const listeners = new Set<(state: BackendState) => void>();
  let server: EmbeddedServer | null = null;
  let known: { readonly version: string; readonly migration: string } | null = null;
  let monitor: StateMonitor | null = null;
  let connecting: Promise<void> | null = null;
  let closing: Promise<void> | null = null;
  let beforeFirst: BackendState = {
    state: 'offline',
    since: instant(Date.now()),
    problem: 'It is being connected.',
  };

  const settings =
    databaseUrl === null
      ? settingsFromParts(() => {
          if (server !== null) return server.connection();
          throw new OpsdeckError('BACKEND_UNREACHABLE', {
            address: builtInName,
            problem: 'it is not running',
          });
        })
      : settingsFromUrl(databaseUrl);
  const addressNow = () => (databaseUrl === null && server === null ? builtInName : settings.target.address);
  const state = (): BackendState => monitor?.state() ?? beforeFirst;
  const {
    pool,
    cut,
    close: closePool,
  } = openPool(settings, {
    max: connections,
    onLost: (error) => {
      logger.debug({ problem: error.message }, 'a connection to the database was lost');
      monitor?.checkNow();
    },
    refusal: () => {
      const now = state();
      return now.state === 'online'
        ? null
        : unreachable({ address: addressNow(), user: '' }, inWords(now.problem));
    },
  });
  const trimming = setInterval(() => {
    server
      ?.trimLog()
      .catch((error: unknown) => logger.warn({ err: error }, 'the log of Postgres was not trimmed'));
  }, trimLogEveryMs);
  trimming.unref();

  function tell(now: BackendState): void {
    // What still waits for the server that fell silent would otherwise wait as long as the network does.
    if (now.state === 'offline') cut();
    for (const listener of listeners) listener(now);
  }

  async function connectFirst(): Promise<void> {
    try {
      if (databaseUrl === null) server = await startEmbeddedServer(dataDir, logger);
      const version = await probeServer(settings);
      const migration = await migrate(settings, logger, migrationsFolder);
      known = { version, migration };
    } catch (error) {
      await server?.stop();
      server = null;
      if (beforeFirst.state === 'offline' && error instanceof Error) {
        beforeFirst = { ...beforeFirst, problem: error.message };
      }
      throw error;
    }
    if (closing !== null) return;
    const started = startStateMonitor(settings, logger, () => server?.revive() ?? Promise.resolve());
    monitor = started;
    started.onChange(tell);
    server?.onDeath(() => started.checkNow());
    tell(started.state());
  }

  async function close(): Promise<void> {
    clearInterval(trimming);
    // A built-in server that is being started must not be left behind; how its start ends does not matter.
    if (databaseUrl === null) await connecting?.catch(() => undefined);
    monitor?.close();
    const working = await closePool(patienceWithWorkMs);
    if (working > 0)
      logger.warn({ connections: working }, 'the database was closed while work was still using it');
    await server?.stop();
  }

  return {
    kind: databaseUrl === null ? 'built-in' : 'server',
    get address() {
      return addressNow();
    },
    settings,
    get version() {
      return known?.version ?? null;
    },
    get migration() {
      return known?.migration ?? null;
    },
    pool,
    database: drizzle({ client: pool }),
    connect: () => {
      if (known !== null) return Promise.resolve();
      connecting ??= connectFirst().finally(() => {
        connecting = null;
      });
      return connecting;
    },
    state,
    onStateChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    sizeBytes: async () => {
      const { rows } = await pool.query<{ bytes: string }>(
        'select pg_database_size(current_database()) as bytes',
      );
      return Number(rows[0]?.bytes ?? 0);
    },
    close: () => (closing ??= close()),
  };
}

/** The problem without what the error says again around it. */
function inWords(problem: string): string {
  return problem.replace(/^Postgres at .+ cannot be reached: /, '').replace(/\.$/, '');
}
