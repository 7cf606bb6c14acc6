import { accessSync, constants, statSync } from 'node:fs';
import type { SyncStatus } from '#contract/sync.ts';
import type { CacheDefinition } from '../cache/cache-definition.ts';
import { CacheFiles, cacheSize, CacheFileWatch } from '../cache/cache-files.ts';
import { CacheWriter, type RollupSupport } from '../cache/cache-writer.ts';
import { cursorSchema, type SyncCursor } from './cursor.ts';
import { CacheUnusable } from './sync-problem.ts';

/** Readers read this file from now on; one that is not complete lacks what another version has. Null: there is none. */
export type Publish = (file: string | null, complete: boolean) => void;

/** The cache that is being followed, if there is one, and the files around it. */
export class CurrentCache {
  readonly files: CacheFiles;
  readonly #rollups: RollupSupport;
  readonly #publish: Publish;
  #open: { readonly writer: CacheWriter; readonly watch: CacheFileWatch; cursor: SyncCursor } | null = null;

  constructor(folder: string, rollups: RollupSupport, publish: Publish) {
    this.files = new CacheFiles(folder);
    this.#rollups = rollups;
    this.#publish = publish;
  }

  get writer(): CacheWriter | null {
    return this.#open?.writer ?? null;
  }

  /** What the open cache has taken over. */
  get cursor(): SyncCursor | null {
    return this.#open?.cursor ?? null;
  }

  moveTo(cursor: SyncCursor): void {
    if (this.#open !== null) this.#open.cursor = cursor;
  }

  /**
   * Opens what is there from an earlier run. `other`: what is there is of another version and can only be read, or of another
   * workspace, or no cache, and cannot even be that.
   *
   * @throws CacheUnusable, or SQLite's error, when the file is beyond use.
   */
  openNewest(definition: CacheDefinition): 'fits' | 'other' | 'none' {
    const file = this.files.current();
    if (file === null) return 'none';
    checkUsable(file);
    const opened = CacheWriter.open(file, definition, this.#rollups);
    if (opened.kind === 'fits') this.#use(opened.writer);
    else this.#publish(opened.kind === 'other-version' ? file : null, false);
    this.files.removeOthers(file);
    this.files.removeUnfinished();
    return opened.kind === 'fits' ? 'fits' : 'other';
  }

  /** Takes a cache that was just built instead of whatever there was. */
  replaceBy(file: string, definition: CacheDefinition): void {
    const opened = CacheWriter.open(file, definition, this.#rollups);
    if (opened.kind !== 'fits') throw new Error('a cache that was just built is of another version');
    this.#use(opened.writer);
    this.files.removeOthers(file);
  }

  #use(writer: CacheWriter): void {
    const cursor = cursorSchema.parse(writer.facts()?.cursor);
    this.#open = { writer, watch: new CacheFileWatch(writer.file), cursor };
    this.#publish(writer.file, true);
  }

  /** Stops following; what is there can still be read. */
  close(): void {
    this.#open?.writer.close();
    this.#open = null;
  }

  /** Stops following because another version is wanted. */
  outgrow(): void {
    const file = this.#open?.writer.file;
    this.close();
    if (file !== undefined) this.#publish(file, false);
  }

  delete(): void {
    this.close();
    this.#publish(null, false);
    this.files.removeOthers(null);
  }

  /** False when somebody deleted the file, or put another in its place, while it was open. */
  isInPlace(): boolean {
    return this.#open?.watch.isSame() ?? true;
  }

  measure(): Pick<SyncStatus, 'rows' | 'sizeBytes'> | null {
    if (this.#open === null) return null;
    const { writer } = this.#open;
    try {
      return { rows: writer.countRows(), sizeBytes: cacheSize(writer.file) };
    } catch {
      // A damaged or missing file is found, and told, by whoever works with it.
      return null;
    }
  }
}

function checkUsable(file: string): void {
  try {
    accessSync(file, constants.R_OK | constants.W_OK);
  } catch (error) {
    throw new CacheUnusable('the file may not be read and written', { cause: error });
  }
  if (!statSync(file).isFile()) throw new CacheUnusable('there is something else in its place');
}
