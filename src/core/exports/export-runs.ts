import { randomUUID } from 'node:crypto';
import { errorCatalogue, OpsdeckError } from '#contract/errors.ts';
import { exhaustive } from '#contract/exhaustive.ts';
import type { ExportFormat, ExportOptions, ExportRun } from '#contract/exports.ts';
import { type ExportId, exportIdSchema } from '#contract/ids.ts';
import { instant } from '#contract/time.ts';
import type { Logger } from '../logging/logger.ts';
import type { Caller } from '../rpc/caller.ts';
import { exportFailure } from './export-failure.ts';
import type { ExportFolder } from './export-folder.ts';
import type { ExportEvent, Part } from './export-job.ts';
import type { ExportQueue, QueuedExport } from './export-queue.ts';
import { exportFileName } from './file-name.ts';

/** How long a file waits to be fetched, and an export that ended otherwise to be seen. */
const keptForMs = 60 * 60_000;
const mostUnderWay = 10;

export type ExportPlan = {
  readonly title: string;
  readonly format: ExportFormat;
  readonly options: ExportOptions;
  readonly facts: readonly (readonly [string, string])[];
  readonly parts: readonly Part[];
};

/** The file of an export, for a shell to hand over. */
export type ExportedFile = {
  readonly path: string;
  readonly fileName: string;
  readonly format: ExportFormat;
};

type Entry = {
  run: ExportRun;
  readonly operatorId: Caller['operatorId'];
  queued: QueuedExport | null;
  path: string | null;
  forget: NodeJS.Timeout | null;
};

type Dependencies = {
  readonly folder: ExportFolder;
  readonly queue: ExportQueue;
  /** The file of the local copy. @throws OpsdeckError CACHE_NOT_READY */
  readonly cacheFile: () => string;
  readonly workspace: () => { readonly name: string; readonly timeZone: string };
  readonly logger: Logger;
};

/**
 * The exports of this console: under way, or waiting for an hour to be fetched. They are this process's: a restart begins with none
 * and sweeps what was left. Each belongs to the operator who began it; nobody else hears of it.
 */
export class ExportRuns {
  readonly #parts: Dependencies;
  readonly #entries = new Map<ExportId, Entry>();
  readonly #listeners = new Set<() => void>();

  constructor(parts: Dependencies) {
    this.#parts = parts;
    parts.folder.sweep();
  }

  /**
   * @throws OpsdeckError CACHE_NOT_READY, DATA_DIR_NOT_WRITABLE, DISK_FULL; INVALID_INPUT when too many are under way
   */
  start(caller: Caller, plan: ExportPlan): ExportId {
    const underWay = [...this.#entries.values()].filter(({ queued }) => queued !== null);
    if (underWay.length >= mostUnderWay) {
      throw new OpsdeckError('INVALID_INPUT', { problem: `${mostUnderWay} exports are under way already` });
    }
    const { folder, queue, cacheFile, workspace } = this.#parts;
    const id = exportIdSchema.parse(randomUUID());
    const { name, timeZone } = workspace();
    const madeAt = Date.now();
    const { title, format, options, facts, parts } = plan;
    const file = folder.begin(id);
    const entry: Entry = {
      run: {
        id,
        title,
        format,
        state: 'waiting',
        rows: 0,
        total: null,
        bytes: 0,
        startedAt: instant(madeAt),
        endedAt: null,
        expiresAt: null,
        fileName: null,
        problem: null,
      },
      operatorId: caller.operatorId,
      queued: null,
      path: null,
      forget: null,
    };
    const about = { title, workspace: name, timeZone, madeAt, madeBy: caller.name, facts };
    const job = { file, cacheFile: cacheFile(), format, options, about, parts };
    this.#entries.set(id, entry);
    entry.queued = queue.add(job, (event) => this.#hear(entry, event, timeZone));
    const { operatorId, name: operator } = caller;
    this.#parts.logger.info(
      { audit: 'export', exportId: id, operatorId, operator, title, format },
      'an export was begun',
    );
    this.#tell();
    return id;
  }

  async cancel(caller: Caller, id: ExportId): Promise<void> {
    const entry = this.#own(caller, id);
    if (entry === null || entry.queued === null) return;
    const { queued } = entry;
    entry.queued = null;
    await queued.end();
    this.#parts.folder.remove(id);
    this.#end(entry, { state: 'cancelled' });
  }

  async discard(caller: Caller, id: ExportId): Promise<void> {
    await this.cancel(caller, id);
    if (this.#own(caller, id) !== null) this.#forget(id);
  }

  /** The newest first. */
  of(operatorId: Caller['operatorId']): ExportRun[] {
    return [...this.#entries.values()]
      .filter((entry) => entry.operatorId === operatorId)
      .map(({ run }) => run)
      .toReversed();
  }

  /** Null when there is no such file of that operator's, or no longer. */
  file(operatorId: Caller['operatorId'], id: string): ExportedFile | null {
    const entry = [...this.#entries.values()].find(({ run }) => run.id === id);
    if (entry?.operatorId !== operatorId || entry.path === null || entry.run.fileName === null) return null;
    return { path: entry.path, fileName: entry.run.fileName, format: entry.run.format };
  }

  /** Hears of each change; returns how to stop hearing. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ends what is under way and removes every file. */
  async close(): Promise<void> {
    for (const { forget } of this.#entries.values()) if (forget !== null) clearTimeout(forget);
    this.#entries.clear();
    await this.#parts.queue.close();
    this.#parts.folder.sweep();
  }

  #hear(entry: Entry, event: ExportEvent, timeZone: string): void {
    const { folder, logger } = this.#parts;
    const { id, title, format } = entry.run;
    // Cancelled, or forgotten, while this was on its way.
    if (entry.queued === null && event.kind !== 'progress') return;
    switch (event.kind) {
      case 'progress': {
        const { rows, total, bytes } = event;
        entry.run = { ...entry.run, state: 'running', rows, total, bytes };
        this.#tell();
        return;
      }
      case 'done': {
        const { rows, bytes, asOf } = event;
        const at = asOf ?? entry.run.startedAt;
        entry.path = folder.finish(id);
        this.#end(entry, {
          state: 'done',
          rows,
          total: rows,
          bytes,
          fileName: exportFileName(title, format, { at, timeZone, rows }),
          expiresAt: instant(Date.now() + keptForMs),
        });
        return;
      }
      case 'failed': {
        folder.remove(id);
        const { code, message } = exportFailure(event, `the export “${title}”`, logger);
        this.#end(entry, {
          state: 'failed',
          problem: { code, message, advice: errorCatalogue[code].advice },
        });
        return;
      }
      default:
        exhaustive(event);
    }
  }

  #end(entry: Entry, how: Partial<ExportRun>): void {
    entry.queued = null;
    entry.run = { ...entry.run, ...how, endedAt: instant(Date.now()) };
    entry.forget = setTimeout(() => this.#forget(entry.run.id), keptForMs).unref();
    this.#tell();
  }

  #forget(id: ExportId): void {
    const entry = this.#entries.get(id);
    if (entry === undefined) return;
    if (entry.forget !== null) clearTimeout(entry.forget);
    this.#entries.delete(id);
    this.#parts.folder.remove(id);
    this.#tell();
  }

  #own(caller: Caller, id: ExportId): Entry | null {
    const entry = this.#entries.get(id);
    return entry?.operatorId === caller.operatorId ? entry : null;
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
