import { drizzle } from 'drizzle-orm/node-postgres';
import type pg from 'pg';
import type { BackendState } from '#contract/system.ts';
import type { Logger } from '../logging/logger.ts';
import { type ConnectionSettings, settingsFromParts, settingsFromUrl } from './connection-settings.ts';
import type { Database } from './database.ts';
import { type EmbeddedServer, startEmbeddedServer } from './embedded/embedded-server.ts';
import { migrate } from './migrate.ts';
import { openPool } from './pool.ts';
import { probeServer } from './probe.ts';
import { startStateMonitor } from './state-monitor.ts';

const connections = 12;
const trimLogEveryMs = 60_000;
const patienceWithWorkMs = 3_000;

/** The database this console stands on, migrated and watched. */
export type Backend = {
  readonly kind: 'built-in' | 'server';
  /** `host:port/database`, without credentials. */
  readonly address: string;
  /** Of the server, such as `18.4`. */
  readonly version: string;
  readonly pool: pg.Pool;
  readonly database: Database;
  /** Tag of the newest migration. */
  readonly migration: string;
  state(): BackendState;
  /** Hears of each change between online and offline; returns how to stop hearing. */
  onStateChange(listener: (state: BackendState) => void): () => void;
  sizeBytes(): Promise<number>;
  /** Ends all connections and, if it is the built-in one, the server: returns when it is gone. */
  close(): Promise<void>;
};

/**
 * Opens the team's server, or the built-in one when `databaseUrl` is null, and brings its schema up to date. The caller
 * holds the instance lock of the data folder.
 *
 * @throws OpsdeckError BACKEND_UNREACHABLE, BACKEND_REFUSED_CREDENTIALS, BACKEND_TOO_OLD, BACKEND_START_FAILED,
 *   BACKEND_NEWER_THAN_PROGRAM, MIGRATION_FAILED, DATA_DIR_NOT_WRITABLE, DISK_FULL; nothing is left running then.
 */
export async function openBackend(options: {
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly logger: Logger;
  readonly migrationsFolder?: string;
}): Promise<Backend> {
  const { databaseUrl, dataDir, logger, migrationsFolder } = options;
  const server = databaseUrl === null ? await startEmbeddedServer(dataDir, logger) : null;
  try {
    const settings =
      server === null ? settingsFromUrl(databaseUrl ?? '') : settingsFromParts(() => server.connection());
    const version = await probeServer(settings);
    const migration = await migrate(settings, logger, migrationsFolder);
    return connect(settings, server, { version, migration }, logger);
  } catch (error) {
    await server?.stop();
    throw error;
  }
}

function connect(
  settings: ConnectionSettings,
  server: EmbeddedServer | null,
  known: { readonly version: string; readonly migration: string },
  logger: Logger,
): Backend {
  const monitor = startStateMonitor(settings, logger, () => server?.revive() ?? Promise.resolve());
  const { pool, close: closePool } = openPool(settings, {
    max: connections,
    onLost: (error) => {
      logger.debug({ problem: error.message }, 'a connection to the database was lost');
      monitor.checkNow();
    },
  });
  server?.onDeath(() => monitor.checkNow());
  const trimming = setInterval(() => {
    server
      ?.trimLog()
      .catch((error: unknown) => logger.warn({ err: error }, 'the log of Postgres was not trimmed'));
  }, trimLogEveryMs);
  trimming.unref();

  async function close(): Promise<void> {
    clearInterval(trimming);
    monitor.close();
    const cut = await closePool(patienceWithWorkMs);
    if (cut > 0) logger.warn({ connections: cut }, 'the database was closed while work was still using it');
    await server?.stop();
  }

  let closing: Promise<void> | null = null;
  return {
    kind: server === null ? 'server' : 'built-in',
    get address() {
      return settings.target.address;
    },
    ...known,
    pool,
    database: drizzle({ client: pool }),
    state: monitor.state,
    onStateChange: monitor.onChange,
    sizeBytes: async () => {
      const { rows } = await pool.query<{ bytes: string }>(
        'select pg_database_size(current_database()) as bytes',
      );
      return Number(rows[0]?.bytes ?? 0);
    },
    close: () => (closing ??= close()),
  };
}
