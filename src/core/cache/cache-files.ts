import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
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
  }

  /** The newest complete cache, or null. */
  current(): string | null {
    const newest = this.#generations().at(-1);
    return newest === undefined ? null : this.#path(newest);
  }

  /** Path of a cache to be built, in a folder that is there. */
  startBuilding(): string {
    mkdirSync(this.folder, { recursive: true });
    this.removeUnfinished();
    const next = (this.#generations().at(-1) ?? 0) + 1;
    return `${this.#path(next)}.building`;
  }

  /** Removes what an interrupted attempt to build left. */
  removeUnfinished(): void {
    for (const name of this.#names()) {
      if (name.includes('.building')) rmSync(path.join(this.folder, name), { force: true, recursive: true });
    }
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
    return this.#names()
      .map((name) => complete.exec(name)?.[1])
      .filter((digits) => digits !== undefined)
      .map(Number)
      .toSorted((one, other) => one - other);
  }

  #names(): readonly string[] {
    return existsSync(this.folder) ? readdirSync(this.folder) : [];
  }

  #path(generation: number): string {
    return path.join(this.folder, `cache-${String(generation).padStart(6, '0')}.sqlite`);
  }
}

export function removeCache(file: string): void {
  for (const ending of ['', '-wal', '-shm', '-journal']) {
    try {
      rmSync(`${file}${ending}`, { force: true, recursive: true });
    } catch {
      // Still open in another thread (Windows): it goes with the next rebuild.
    }
  }
}

/**
 * Notices when another file, or none, lies where an open cache was. Its log (`-wal`) counts: without it the file alone is not the
 * cache.
 */
export class CacheFileWatch {
  readonly #files: readonly string[];
  readonly #seen: (string | null)[];

  constructor(file: string) {
    this.#files = ['', '-wal', '-shm'].map((ending) => `${file}${ending}`);
    this.#seen = this.#files.map((part) => inodeOf(part));
  }

  isSame(): boolean {
    return this.#files.every((file, at) => {
      const now = inodeOf(file);
      const before = this.#seen[at] ?? null;
      // The log comes into being with the first write.
      if (before === null) this.#seen[at] = now;
      return before === null || before === now;
    });
  }
}

function inodeOf(file: string): string | null {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found === undefined ? null : `${found.dev}/${found.ino}`;
}

/** Bytes on the disk. */
export function cacheSize(file: string): number {
  return ['', '-wal', '-shm']
    .map((ending) => statSync(`${file}${ending}`, { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, size) => sum + size, 0);
}

function flush(target: string): void {
  // Windows flushes only what is open for writing; a folder can only be opened for reading.
  const descriptor = openSync(target, statSync(target).isDirectory() ? 'r' : 'r+');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
