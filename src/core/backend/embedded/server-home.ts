import { chmod, chown, lchown, mkdir, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { OpsdeckError } from '#contract/errors.ts';
import { errorCode } from '../error-chain.ts';
import { closedFolder, type ServerUser, serverUser } from './server-user.ts';

/**
 * Where the built-in server lies. Only `dir` belongs to the user it runs as; the password and the log do not, so that
 * nothing this process writes goes through a folder that another user may change.
 */
export type ServerHome = {
  readonly dataDir: string;
  readonly dir: string;
  readonly cluster: string;
  readonly log: string;
  readonly passwordFile: string;
  readonly user: ServerUser | null;
};

/**
 * Makes the folder of the built-in server, owned by the user it runs as.
 *
 * @throws OpsdeckError DATA_DIR_NOT_WRITABLE, also when that user cannot get to the folder; DISK_FULL.
 */
export async function prepareServerHome(dataDir: string): Promise<ServerHome> {
  const dir = path.join(dataDir, 'postgres');
  const cluster = path.join(dir, 'cluster');
  try {
    const user = await serverUser(cluster);
    await mkdir(dir, { recursive: true, mode: 0o700 });
    if (user !== null) await handOver(dir, dataDir, user);
    await mendRestored(cluster, user);
    await mkdir(path.join(dataDir, 'logs'), { recursive: true, mode: 0o700 });
    return {
      dataDir,
      dir,
      cluster,
      user,
      log: path.join(dataDir, 'logs', 'postgres.log'),
      passwordFile: path.join(dataDir, 'postgres-password'),
    };
  } catch (error) {
    if (error instanceof OpsdeckError) throw error;
    if (errorCode(error) === 'ENOSPC') throw new OpsdeckError('DISK_FULL', { what: 'the built-in database' });
    throw notUsable(dataDir, error instanceof Error ? error.message : String(error));
  }
}

async function handOver(dir: string, dataDir: string, user: ServerUser): Promise<void> {
  const { uid } = await stat(dir);
  if (uid !== user.uid) await chown(dir, user.uid, user.gid);
  await chmod(dir, 0o700);
  const closed = await closedFolder(dir, user);
  if (closed === null) return;
  throw notUsable(
    dataDir,
    `Postgres does not run as root but as the user ${user.name}, who may not pass through ${closed}`,
  );
}

/** Copied back from a backup, a cluster may be open to others or root's: Postgres refuses the one and cannot read the other. */
async function mendRestored(cluster: string, user: ServerUser | null): Promise<void> {
  const found = await stat(cluster).catch(() => null);
  if (found === null) return;
  if ((found.mode & 0o077) !== 0) await chmod(cluster, 0o700);
  if (user === null || found.uid === user.uid) return;
  const entries = await readdir(cluster, { recursive: true, withFileTypes: true });
  for (const entry of entries) await lchown(path.join(entry.parentPath, entry.name), user.uid, user.gid);
  await lchown(cluster, user.uid, user.gid);
}

function notUsable(dataDir: string, problem: string): OpsdeckError {
  return new OpsdeckError('DATA_DIR_NOT_WRITABLE', { path: dataDir, problem });
}
