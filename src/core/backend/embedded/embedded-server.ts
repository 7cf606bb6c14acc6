import { Client } from 'pg';
import { OpsdeckError } from '#contract/errors.ts';
import type { Logger } from '../../logging/logger.ts';
import type { ConnectionParts } from '../connection-settings.ts';
import { errorCode } from '../error-chain.ts';
import { adoptOrStop } from './adopt.ts';
import { prepareCluster, serverRole } from './cluster.ts';
import { launch, type RunningServer } from './launch.ts';
import { isRunning } from './process-state.ts';
import { findProgram, type PostgresProgram } from './program.ts';
import { prepareServerHome, type ServerHome } from './server-home.ts';
import { type ServerLog, serverLog } from './server-log.ts';
import { stopServer } from './stop.ts';

const databaseName = 'opsdeck';

export type EmbeddedServer = {
  /** Where it is now: after a revival the port may be another. */
  connection(): ConnectionParts;
  pid(): number;
  /** Hears at once of the death of a server that this process started, when nobody asked for it. */
  onDeath(listener: () => void): void;
  /** Starts it again if it is dead; otherwise does nothing. */
  revive(): Promise<void>;
  trimLog(): Promise<void>;
  /** Returns when it is gone, whatever state it was in. */
  stop(): Promise<void>;
};

/**
 * Starts the Postgres that comes with Opsdeck on `<dataDir>/postgres`, or takes over the one that a killed console
 * left there. The caller holds the data folder's instance lock: nobody else does the same at the same time.
 *
 * @throws OpsdeckError BACKEND_START_FAILED, DATA_DIR_NOT_WRITABLE or DISK_FULL.
 */
export async function startEmbeddedServer(dataDir: string, logger: Logger): Promise<EmbeddedServer> {
  const home = await prepareServerHome(dataDir);
  try {
    const program = await findProgram(home.dataDir, home.user);
    const password = await prepareCluster(home, program);
    const log = serverLog(home.log);
    await log.trim();
    const running =
      (await adoptOrStop(home, program, password, logger)) ?? (await launch(home, program, log, null));
    const server = supervise(home, program, log, password, running, logger);
    await ensureDatabase(server).catch(async (error: unknown) => {
      await server.stop();
      throw error;
    });
    return server;
  } catch (error) {
    throw startError(error, home);
  }
}

function supervise(
  home: ServerHome,
  program: PostgresProgram,
  log: ServerLog,
  password: string,
  first: RunningServer,
  logger: Logger,
): EmbeddedServer {
  const listeners: (() => void)[] = [];
  let running = first;
  const stopping = new AbortController();
  let reviving: Promise<void> | null = null;

  function watch({ child, pid }: RunningServer): void {
    child?.once('exit', (status, signal) => {
      if (stopping.signal.aborted) return;
      logger.error({ pid, status, signal }, 'the built-in Postgres died');
      for (const listener of listeners) listener();
    });
  }

  async function revive(): Promise<void> {
    if (stopping.signal.aborted || (await isRunning(running.pid))) return;
    logger.warn({ pid: running.pid }, 'starting the built-in Postgres again');
    try {
      running = await launch(home, program, log, running.port, stopping.signal);
    } catch (error) {
      throw startError(error, home);
    }
    watch(running);
  }

  watch(first);
  return {
    connection: () => ({
      host: '127.0.0.1',
      port: running.port,
      user: serverRole,
      password,
      database: databaseName,
    }),
    pid: () => running.pid,
    onDeath: (listener) => void listeners.push(listener),
    revive: () => {
      reviving ??= revive().finally(() => {
        reviving = null;
      });
      return reviving;
    },
    trimLog: () => log.trim(),
    stop: async () => {
      stopping.abort();
      // A revival under way ends first, or its server would be left behind; how it ends does not matter.
      await reviving?.catch(() => undefined);
      await stopServer(running.pid, program, home.cluster);
    },
  };
}

async function ensureDatabase(server: EmbeddedServer): Promise<void> {
  const client = new Client({
    ...server.connection(),
    database: 'postgres',
    connectionTimeoutMillis: 10_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rowCount } = await client.query('select from pg_database where datname = $1', [databaseName]);
    if (rowCount === 0) await client.query(`create database ${databaseName}`);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function startError(error: unknown, home: ServerHome): unknown {
  if (error instanceof OpsdeckError) return error;
  const problem = error instanceof Error ? error.message : String(error);
  const diskFull = ['ENOSPC', '53100'].includes(errorCode(error)) || /No space left on device/i.test(problem);
  if (diskFull) return new OpsdeckError('DISK_FULL', { what: 'the built-in database' }, { cause: error });
  return new OpsdeckError('BACKEND_START_FAILED', { problem, log: home.log }, { cause: error });
}
