import { chmodSync, mkdtempSync, readdirSync, rmdirSync, rmSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import path from 'node:path';

/** Linux's file system in memory. */
const inMemory = '/dev/shm';
/** More than a whole run has at once, with what its processes need themselves. */
const roomNeeded = 8 * 1024 ** 3;

/** `opsdeck-run-` and the run's process. */
export const runFolderPrefix = 'opsdeck-run-';
/** What begins like this stays: the databases of failed tests. */
export const keptFolderPrefix = 'opsdeck-test-';

/**
 * Has everything that the tests of this run put into temporary folders in one folder, which goes with the run: in memory, where there
 * is room, unless TMPDIR says where. Tests make and remove databases of a thousand files each, and ext4 looks for a free place past all
 * that were removed in the last minutes: 0.6 s for a database that takes 0.03 s in memory.
 */
export function enterRunFolder(): void {
  // A process of a run that has one.
  if (path.basename(tmpdir()).startsWith(runFolderPrefix)) return;
  const parent = process.env['TMPDIR'] === undefined && memoryHasRoom() ? inMemory : tmpdir();
  const folder = mkdtempSync(path.join(parent, `${runFolderPrefix}${process.pid}-`));
  // As root: Postgres runs as another user, who has to get through.
  chmodSync(folder, 0o711);
  process.env['TMPDIR'] = folder;
  process.once('exit', () => clearAway(folder));
}

function memoryHasRoom(): boolean {
  if (process.platform !== 'linux' || freemem() < roomNeeded) return false;
  try {
    const { bavail, bsize } = statfsSync(inMemory);
    return bavail * bsize >= roomNeeded;
  } catch {
    return false;
  }
}

function clearAway(folder: string): void {
  const found = readdirSync(folder);
  const kept = found.filter((name) => name.startsWith(keptFolderPrefix));
  for (const name of found)
    if (!kept.includes(name)) rmSync(path.join(folder, name), { recursive: true, force: true });
  if (kept.length === 0) rmdirSync(folder);
}
