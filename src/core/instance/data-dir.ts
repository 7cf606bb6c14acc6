import { randomUUID } from 'node:crypto';
import { chmod, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { OpsdeckError } from '#contract/errors.ts';

const problems: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'it lies on a read-only disk',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'it is a file, not a folder',
  ENAMETOOLONG: 'its name is too long',
  ELOOP: 'its links go round in a circle',
  EDQUOT: 'this user’s disk quota is used up',
};

/**
 * Makes the data folder ready: it exists, is closed to other users, and a file can be written in it (which is tried).
 * Started as root, others may pass through it, because Postgres then runs as another user in a folder of its own below;
 * they still cannot list it.
 *
 * @throws OpsdeckError DATA_DIR_NOT_WRITABLE, DISK_FULL.
 */
export async function prepareDataDir(dataDir: string): Promise<void> {
  const asRoot = process.getuid?.() === 0;
  try {
    const created = await mkdir(dataDir, { recursive: true, mode: asRoot ? 0o711 : 0o700 });
    if (asRoot) await letOthersPass(dataDir, created);
    const probe = path.join(dataDir, `.write-probe-${randomUUID()}`);
    try {
      await writeFile(probe, 'This file was written to see whether the folder can be used.\n', {
        flush: true,
      });
    } finally {
      await rm(probe, { force: true });
    }
  } catch (error) {
    throw dataDirError(dataDir, error);
  }
}

/** Folders just made, whatever the umask left of their mode, and the data folder itself when it is root's. */
async function letOthersPass(dataDir: string, firstCreated: string | undefined): Promise<void> {
  for (let folder = path.resolve(dataDir); ; folder = path.dirname(folder)) {
    const { mode, uid } = await stat(folder);
    if (uid === 0 && (mode & 0o011) !== 0o011) await chmod(folder, mode | 0o011);
    if (firstCreated === undefined || folder === path.resolve(firstCreated)) return;
  }
}

/** What kept something from being written in the data folder, in words for the person. */
export function dataDirError(dataDir: string, error: unknown): OpsdeckError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'ENOSPC') return new OpsdeckError('DISK_FULL', { what: `the data folder ${dataDir}` });
  const problem = problems[code] ?? (error instanceof Error ? error.message : String(error));
  return new OpsdeckError('DATA_DIR_NOT_WRITABLE', { path: dataDir, problem }, { cause: error });
}
