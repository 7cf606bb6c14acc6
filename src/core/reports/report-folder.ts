import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { ExportId } from '#contract/ids.ts';
import { type ReportRun, reportRunSchema } from '#contract/reports.ts';
import { dataDirError } from '../instance/data-dir.ts';

const record = '.json';
const unfinished = '.unfinished';

/**
 * The reports that were made on this console: each file with a record beside it. They are files and not rows of the database, so
 * that a report can be made, and found again, while that is away.
 */
export class ReportFolder {
  readonly #folder: string;

  constructor(dataDir: string) {
    this.#folder = path.join(dataDir, 'reports');
  }

  /** The records that can be read, in no order. */
  read(): readonly ReportRun[] {
    return this.#names()
      .filter((name) => name.endsWith(record))
      .flatMap((name) => {
        const parsed = reportRunSchema.safeParse(readJson(path.join(this.#folder, name)));
        return parsed.success ? [parsed.data] : [];
      });
  }

  /** Path of a file to be written. @throws OpsdeckError DATA_DIR_NOT_WRITABLE, DISK_FULL */
  begin(run: ReportRun): string {
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
      this.save(run);
    } catch (error) {
      throw dataDirError(this.#folder, error);
    }
    return `${this.path(run.id)}${unfinished}`;
  }

  /** Either the old record or the new one is there, whatever happens. */
  save(run: ReportRun): void {
    const file = `${this.path(run.id)}${record}`;
    writeFileSync(`${file}${unfinished}`, JSON.stringify(run), { mode: 0o600, flush: true });
    renameSync(`${file}${unfinished}`, file);
  }

  finish(id: ExportId): void {
    renameSync(`${this.path(id)}${unfinished}`, this.path(id));
  }

  path(id: ExportId): string {
    return path.join(this.#folder, id);
  }

  removeUnfinished(): void {
    for (const name of this.#names()) {
      if (name.endsWith(unfinished)) rmSync(path.join(this.#folder, name), { force: true });
    }
  }

  /** What was written of a file that will not be complete. */
  giveUp(id: ExportId): void {
    rmSync(`${this.path(id)}${unfinished}`, { force: true });
  }

  remove(id: ExportId): void {
    for (const ending of ['', record, unfinished]) rmSync(`${this.path(id)}${ending}`, { force: true });
  }

  #names(): readonly string[] {
    try {
      return readdirSync(this.#folder);
    } catch {
      return [];
    }
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
