import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { ExportId } from '#contract/ids.ts';
import { dataDirError } from '../instance/data-dir.ts';

const unfinished = '.unfinished';

/** Where exports are written: a folder of the data folder that only this user can look into. */
export class ExportFolder {
  readonly #folder: string;

  constructor(dataDir: string) {
    this.#folder = path.join(dataDir, 'exports');
  }

  /** Removes what an earlier process left: files that nobody can ask for any more, whole or in part. */
  sweep(): void {
    for (const name of this.#names()) rmSync(path.join(this.#folder, name), { force: true, recursive: true });
  }

  /** Path of a file to be written. @throws OpsdeckError DATA_DIR_NOT_WRITABLE, DISK_FULL */
  begin(id: ExportId): string {
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw dataDirError(this.#folder, error);
    }
    return path.join(this.#folder, `${id}${unfinished}`);
  }

  /** Makes a file that is complete the one to be fetched. Returns its path. */
  finish(id: ExportId): string {
    const file = path.join(this.#folder, id);
    renameSync(`${file}${unfinished}`, file);
    return file;
  }

  remove(id: ExportId): void {
    for (const ending of ['', unfinished]) rmSync(path.join(this.#folder, `${id}${ending}`), { force: true });
  }

  #names(): readonly string[] {
    try {
      return readdirSync(this.#folder);
    } catch {
      return [];
    }
  }
}
