import { chmodSync } from 'node:fs';
import { mkdtemp, readdir, rm, rmdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { settingsFromParts } from '../../src/core/backend/connection-settings.ts';
import { startEmbeddedServer } from '../../src/core/backend/embedded/embedded-server.ts';
import { readPostmaster } from '../../src/core/backend/embedded/postmaster-file.ts';
import { commandLine, isRunning, waitUntilGone } from '../../src/core/backend/embedded/process-state.ts';
import { migrate } from '../../src/core/backend/migrate.ts';
import { silentLogger } from '../../src/core/logging/logger.ts';
import { keptFolderPrefix, runFolderPrefix } from './run-folder.ts';

const keptForMs = 24 * 60 * 60_000;

/** How the tests reach the run's server. */
export type TestPostgres = {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly template: string;
};

declare module 'vitest' {
  interface ProvidedContext {
    postgres: TestPostgres;
  }
}

/**
 * Starts the built-in Postgres once for the whole run, in a temporary folder, and migrates the database that every test
 * database is a copy of. What failed tests kept stays in that folder until the next day.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await clearAwayOldRuns();
  const dataDir = await mkdtemp(path.join(tmpdir(), `${keptFolderPrefix}${process.pid}-`));
  // As root: Postgres runs as another user, who has to get through.
  chmodSync(dataDir, 0o711);
  const server = await startEmbeddedServer(dataDir, silentLogger());
  const parts = server.connection();
  await migrate(
    settingsFromParts(() => parts),
    silentLogger(),
  );
  await ask(parts, 'postgres', [
    // Nothing of a test's survives a power failure, nor has to.
    'alter system set fsync = off',
    'alter system set full_page_writes = off',
    'alter system set synchronous_commit = off',
    'select pg_reload_conf()',
    `alter database ${parts.database} with is_template true allow_connections false`,
  ]);
  const { host, port, user, password, database: template } = parts;
  project.provide('postgres', { host, port, user, password, template });

  return async () => {
    const kept = await keptDatabases(parts);
    await server.stop();
    if (kept.length === 0) await rm(dataDir, { recursive: true, force: true });
    else process.stderr.write(`Databases of failed tests were kept in ${dataDir}: ${kept.join(', ')}\n`);
  };
}

type Parts = Omit<TestPostgres, 'template'>;

async function ask(parts: Parts, database: string, statements: readonly string[]): Promise<void> {
  const client = new Client({ ...parts, database });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

async function keptDatabases(parts: Parts): Promise<readonly string[]> {
  const client = new Client({ ...parts, database: 'postgres' });
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>(
      `select datname from pg_database where datname like 'test\\_%'`,
    );
    return rows.map((row) => row.datname);
  } finally {
    await client.end();
  }
}

/** Stops the servers of runs that were killed, and removes what they left, and what failed tests kept yesterday. */
async function clearAwayOldRuns(): Promise<void> {
  const parent = path.dirname(tmpdir());
  for (const name of await readdir(parent)) {
    if (!name.startsWith(runFolderPrefix)) continue;
    const runner = Number(/^\d+/.exec(name.slice(runFolderPrefix.length))?.[0]);
    if (!(runner > 0) || (await isRunning(runner))) continue;
    const folder = path.join(parent, name);
    // A folder that may not be read, or removed, is another user's; one that is not empty now has what is kept.
    for (const left of await readdir(folder).catch(() => []))
      if (!(await isKept(path.join(folder, left))))
        await rm(path.join(folder, left), { recursive: true, force: true }).catch(() => undefined);
    await rmdir(folder).catch(() => undefined);
  }
}

/** Whether a run that is over has left these on purpose, and not long ago. */
async function isKept(left: string): Promise<boolean> {
  if (!path.basename(left).startsWith(keptFolderPrefix)) return false;
  const cluster = path.join(left, 'postgres', 'cluster');
  const server = await readPostmaster(cluster);
  if (server !== null && (await commandLine(server.pid))?.includes(cluster) === true) {
    process.kill(server.pid, 'SIGQUIT');
    await waitUntilGone(server.pid, 10_000);
    return false;
  }
  const { mtimeMs } = await stat(left).catch(() => ({ mtimeMs: 0 }));
  return Date.now() - mtimeMs < keptForMs;
}
