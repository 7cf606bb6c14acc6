import { execFile } from 'node:child_process';
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

/** As whom Postgres runs. It refuses root, so a console started as root gives it the identity of `nobody`. */
export type ServerUser = { readonly uid: number; readonly gid: number; readonly name: string };

const run = promisify(execFile);

/**
 * Null when Postgres simply runs as we do. As root it is the owner of an existing cluster, or `nobody`.
 */
export async function serverUser(clusterDir: string): Promise<ServerUser | null> {
  if (process.getuid?.() !== 0) return null;
  const owner = await stat(clusterDir).catch(() => null);
  if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid, name: `user ${owner.uid}` };
  return { uid: await idOfNobody('-u'), gid: await idOfNobody('-g'), name: 'nobody' };
}

async function idOfNobody(which: '-u' | '-g'): Promise<number> {
  const conventional = 65_534;
  const answer = await run('id', [which, 'nobody']).catch(() => null);
  const id = Number(answer?.stdout.trim() ?? conventional);
  // macOS says -2.
  return Number.isInteger(id) ? id >>> 0 : conventional;
}

/** The nearest folder above (or at) the path that the user may not pass through; null when the way is free. */
export async function closedFolder(target: string, user: ServerUser): Promise<string | null> {
  const real = await realpath(target);
  const above: string[] = [];
  for (let folder = real; ; folder = path.dirname(folder)) {
    above.unshift(folder);
    if (folder === path.dirname(folder)) break;
  }
  for (const folder of above) {
    const { mode, uid, gid } = await stat(folder);
    const passing = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if ((mode & passing) === 0) return folder;
  }
  return null;
}
