import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import SqliteDatabase from 'better-sqlite3';
import { OpsdeckError } from '#contract/errors.ts';
import { dataDirError } from './data-dir.ts';
import {
  publishInstance,
  readPublished,
  type RunningInstance,
  withdrawInstance,
} from './running-instance.ts';

/** The right to work on a data folder, held until `release` or the end of the process, however it ends. */
export type InstanceLock = {
  readonly controlSecret: string;
  /** Tells other processes of this user where this console answers. */
  publish(address: string): Promise<void>;
  release(): Promise<void>;
};

type Held = InstanceType<typeof SqliteDatabase>;

/** What this process holds. Whoever takes a lock and forgets it still has it: what nothing refers to is closed by the garbage collector. */
const heldHere = new Set<Held>();

/** A reader of the lock holds it for a moment; one that wants it waits that long before it believes it is taken. */
const momentMs = 250;

/**
 * Takes the data folder for this process. The lock is SQLite's on a file: the operating system's own, which no two
 * processes can get at once and which goes with the process, also when it is killed.
 *
 * @throws OpsdeckError ALREADY_RUNNING; `readRunningInstance` then tells where.
 */
export async function acquireInstance(dataDir: string): Promise<InstanceLock> {
  const held = tryLock(dataDir);
  if (held === null) {
    const running = await waitForPublished(dataDir);
    throw new OpsdeckError('ALREADY_RUNNING', { pid: running?.pid ?? '?', path: dataDir });
  }
  const instance: RunningInstance = {
    pid: process.pid,
    address: null,
    controlSecret: randomBytes(32).toString('base64url'),
    startedAt: Date.now(),
  };
  try {
    await publishInstance(dataDir, instance);
  } catch (error) {
    held.close();
    throw dataDirError(dataDir, error);
  }
  heldHere.add(held);
  return {
    controlSecret: instance.controlSecret,
    publish: (address) => publishInstance(dataDir, { ...instance, address }),
    release: async () => {
      if (!held.open) return;
      await withdrawInstance(dataDir);
      held.close();
      heldHere.delete(held);
    },
  };
}

/** The console that runs on this data folder now, whichever process it is; null when none does. */
export async function readRunningInstance(dataDir: string): Promise<RunningInstance | null> {
  const free = tryLock(dataDir);
  if (free !== null) {
    free.close();
    return null;
  }
  return waitForPublished(dataDir);
}

/** Between taking the lock and publishing lies a moment, in which the file is missing or from an earlier console. */
async function waitForPublished(dataDir: string): Promise<RunningInstance | null> {
  for (let attempt = 0; attempt < 40; attempt += 1) {
    const published = await readPublished(dataDir);
    if (published !== null && isAlive(published.pid)) return published;
    await sleep(50);
  }
  return null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function tryLock(dataDir: string): Held | null {
  let database: Held | null = null;
  try {
    database = new SqliteDatabase(path.join(dataDir, 'instance.lock'), { timeout: momentMs });
    database.pragma('locking_mode = EXCLUSIVE');
    database.exec('BEGIN EXCLUSIVE');
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof SqliteDatabase.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null;
    throw new OpsdeckError(
      'DATA_DIR_NOT_WRITABLE',
      { path: dataDir, problem: error instanceof Error ? error.message : String(error) },
      { cause: error },
    );
  }
}
