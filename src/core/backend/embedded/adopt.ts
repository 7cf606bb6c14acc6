import { realpath, rm } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';
import type { Logger } from '../../logging/logger.ts';
import type { ConnectionParts } from '../connection-settings.ts';
import type { RunningServer } from './launch.ts';
import { readPostmaster } from './postmaster-file.ts';
import { commandLine, isRunning } from './process-state.ts';
import type { PostgresProgram } from './program.ts';
import type { ServerHome } from './server-home.ts';
import { launchPrint } from './server-settings.ts';
import { stopServer } from './stop.ts';

/**
 * Deals with what a killed console left: its server is taken over when it answers as ours with today's settings, and
 * stopped otherwise. Returns null when none runs any more.
 */
export async function adoptOrStop(
  home: ServerHome,
  program: PostgresProgram,
  password: string,
  logger: Logger,
): Promise<RunningServer | null> {
  const left = await readPostmaster(home.cluster);
  if (left === null) return null;
  const { pid, port } = left;
  const alive = await isRunning(pid);
  if (alive) {
    const answer = await whoAnswers(port, password);
    const same = answer !== null && path.resolve(answer.folder) === (await realpath(home.cluster));
    if (same && answer.launch === launchPrint(program.version)) {
      logger.info({ pid, port }, 'taking over the Postgres that an earlier console left running');
      return { pid, port, child: null };
    }
    if (same || (await isServerOf(pid, home))) {
      logger.warn({ pid, port }, 'stopping the Postgres that an earlier console left running');
      await stopServer(pid, program, home.cluster);
      return null;
    }
  }
  // The number in the file now belongs to another program, or to none: Postgres would refuse to start in the first case.
  logger.info({ pid }, 'removing the mark of a Postgres that was killed');
  await rm(path.join(home.cluster, 'postmaster.pid'), { force: true });
  return null;
}

async function whoAnswers(
  port: number,
  password: string,
): Promise<{ readonly folder: string; readonly launch: string | null } | null> {
  const parts: ConnectionParts = { host: '127.0.0.1', port, user: 'opsdeck', password, database: 'postgres' };
  const client = new Client({ ...parts, connectionTimeoutMillis: 3_000, query_timeout: 3_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string; launch: string | null }>(
      `select current_setting('data_directory') as folder, current_setting('opsdeck.launch', true) as launch`,
    );
    return rows[0] ?? null;
  } catch {
    // Whatever the reason, it is not a server to go on with.
    return null;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function isServerOf(pid: number, home: ServerHome): Promise<boolean> {
  const line = await commandLine(pid);
  return line !== null && /postgres/.test(line) && line.includes(home.cluster);
}
