import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import path from 'node:path';

const complete = /^cache-(\d{6})\.sqlite$/;

/**
 * Where caches are kept. A complete one is `cache-000007.sqlite`; the highest number is the one in use. One that is being
 * built has the ending `.building` and means nothing until it is renamed.
 */
export class CacheFiles {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
  }

  /** The newest complete cache, or null. */
  current(): string | null {
    const newest = this.#generations().at(-1);
    return newest === undefined ? null : this.#path(newest);
  }

  /** Path of a cache to be built; what an interrupted attempt left is removed. */
  startBuilding(): string {
    for (const name of readdirSync(this.folder)) {
      if (name.includes('.building')) rmSync(path.join(this.folder, name), { force: true });
    }
    const next = (this.#generations().at(-1) ?? 0) + 1;
    return `${this.#path(next)}.building`;
  }

  /** Makes a built cache the current one, such that a power failure leaves either the old or the new one. */
  publish(building: string): string {
    const target = building.replace(/\.building$/, '');
    flush(building);
    renameSync(building, target);
    // A folder cannot be opened on Windows, nor need it be.
    if (process.platform !== 'win32') flush(this.folder);
    return target;
  }

  /** Removes all complete caches but this one. On Windows one that is still being read stays until the next time. */
  removeOthers(kept: string | null): void {
    for (const generation of this.#generations()) {
      const file = this.#path(generation);
      if (file !== kept) removeCache(file);
    }
  }

  #generations(): readonly number[] {
    return readdirSync(this.folder)
      .map((name) => complete.exec(name)?.[1])
      .filter((digits) => digits !== undefined)
      .map(Number)
      .toSorted((one, other) => one - other);
  }

  #path(generation: number): string {
    return path.join(this.folder, `cache-${String(generation).padStart(6, '0')}.sqlite`);
  }
}

export function removeCache(file: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal']) {
    try {
      rmSync(`${file}${ending}`, { force: true });
    } catch {
      // Still open in another thread (Windows): it goes with the next rebuild.
    }
  }
}

export function cacheExists(file: string): boolean {
  return existsSync(file);
}

function flush(target: string): void {
  const descriptor = openSync(target, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
