import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';
import { settingsFromParts } from '../../src/core/backend/connection-settings.ts';
import { type EmbeddedServer, startEmbeddedServer } from '../../src/core/backend/embedded/embedded-server.ts';
import { migrate } from '../../src/core/backend/migrate.ts';
import { silentLogger } from '../../src/core/logging/logger.ts';
import { openWorkspace } from '../../src/core/workspaces/open-workspace.ts';
import { openTestPool } from './open-test-pool.ts';

/** A Postgres of one test's own, which it may stop, kill, copy and follow. */
export type PrivateServer = {
  readonly dataDir: string;
  /** Where it is now: after a start the port may be another. */
  url(): string;
  pid(): number;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Runs statements on connections of their own. */
  readonly pool: () => Pool;
  /** Stops it and removes all of it. */
  remove(): Promise<void>;
};

export async function startPrivateServer(dataDir: string = privateFolder()): Promise<PrivateServer> {
  let server: EmbeddedServer | null = null;
  let pool: Pool | null = null;
  const url = (): string => {
    if (server === null) throw new Error('the server is stopped');
    const { host, port, user, password, database } = server.connection();
    return `postgres://${user}:${encodeURIComponent(password)}@${host}:${port}/${database}`;
  };
  const running: PrivateServer = {
    dataDir,
    url,
    pid: () => server?.pid() ?? 0,
    async start() {
      server = await startEmbeddedServer(dataDir, silentLogger());
    },
    async stop() {
      await pool?.end();
      pool = null;
      await server?.stop();
      server = null;
    },
    pool() {
      if (pool === null) {
        pool = openTestPool({ connectionString: url(), max: 10, application_name: 'opsdeck-test' });
      }
      return pool;
    },
    async remove() {
      await running.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  await running.start();
  return running;
}

/** Gives it the schema of today and a workspace, whose ID is returned. */
export async function migrateServer(server: PrivateServer): Promise<string> {
  const url = new URL(server.url());
  const parts = {
    host: url.hostname,
    port: Number(url.port),
    user: url.username,
    password: decodeURIComponent(url.password),
    database: url.pathname.slice(1),
  };
  await migrate(
    settingsFromParts(() => parts),
    silentLogger(),
  );
  const { workspace } = await openWorkspace(drizzle({ client: server.pool() }));
  return workspace.id;
}

/** A standby of a server: a copy of its stopped cluster that follows it from then on. Both run afterwards. */
export async function startStandby(primary: PrivateServer): Promise<PrivateServer> {
  const copy = await copyServer(primary);
  const cluster = path.join(copy, 'postgres', 'cluster');
  const { hostname, port, username, password } = new URL(primary.url());
  const { uid, gid } = statSync(path.join(cluster, 'PG_VERSION'));
  const settings = `\nprimary_conninfo = 'host=${hostname} port=${port} user=${username} password=${decodeURIComponent(password)}'\n`;
  writeFileSync(path.join(cluster, 'postgresql.auto.conf'), settings, { flag: 'a' });
  writeFileSync(path.join(cluster, 'standby.signal'), '');
  for (const name of ['standby.signal', 'postgresql.auto.conf'])
    chownSync(path.join(cluster, name), uid, gid);
  return startPrivateServer(copy);
}

/** Copies a server's data folder while it is stopped; returns the copy's. It runs again afterwards. */
export async function copyServer(server: PrivateServer): Promise<string> {
  const copy = privateFolder();
  await server.stop();
  replaceCluster(server.dataDir, copy);
  await server.start();
  return copy;
}

/** Puts the cluster of one stopped server in the place of another's. */
export function replaceCluster(from: string, to: string): void {
  const [source, target] = [from, to].map((folder) => path.join(folder, 'postgres', 'cluster'));
  if (source === undefined || target === undefined) return;
  rmSync(target, { recursive: true, force: true });
  mkdirSync(path.dirname(target), { recursive: true, mode: 0o700 });
  cpSync(source, target, { recursive: true });
  const owner = statSync(path.join(source, 'PG_VERSION'));
  giveAway(target, owner.uid, owner.gid);
  giveAway(path.dirname(target), owner.uid, owner.gid, false);
  const password = path.join(to, 'postgres-password');
  writeFileSync(password, readFileSync(path.join(from, 'postgres-password')), { mode: 0o600 });
}

function giveAway(target: string, uid: number, gid: number, whole = true): void {
  chownSync(target, uid, gid);
  if (!whole || !statSync(target).isDirectory()) return;
  for (const name of readdirSync(target)) giveAway(path.join(target, name), uid, gid);
}

function privateFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), `opsdeck-test-${process.pid}-`));
  // As root: Postgres runs as another user, who has to get through.
  chmodSync(folder, 0o711);
  return folder;
}
