import { randomUUID } from 'node:crypto';
import { errorCatalogue } from '#contract/errors.ts';
import { exportOptionsSchema, type ExportFormat } from '#contract/exports.ts';
import { type ExportId, exportIdSchema } from '#contract/ids.ts';
import { type Permission, roleMay } from '#contract/permissions.ts';
import {
  type ReportParameters,
  type ReportReference,
  type ReportRun,
  reportsKeptDays,
} from '#contract/reports.ts';
import { instant } from '#contract/time.ts';
import { exportFailure } from '../exports/export-failure.ts';
import type { ExportEvent, Part } from '../exports/export-job.ts';
import type { ExportQueue, QueuedExport } from '../exports/export-queue.ts';
import type { ExportedFile } from '../exports/export-runs.ts';
import { exportFileName } from '../exports/file-name.ts';
import type { Logger } from '../logging/logger.ts';
import type { Caller } from '../rpc/caller.ts';
import type { ReportFolder } from './report-folder.ts';

type Dependencies = {
  readonly folder: ReportFolder;
  readonly queue: ExportQueue;
  /** The file of the local copy. @throws OpsdeckError CACHE_NOT_READY */
  readonly cacheFile: () => string;
  readonly workspace: () => { readonly name: string; readonly timeZone: string };
  readonly logger: Logger;
};

/** What a report will hold, and who may have it. */
export type ReportPlan = {
  readonly report: ReportReference;
  readonly title: string;
  readonly format: ExportFormat;
  readonly parameters: ReportParameters;
  readonly permissions: readonly Permission[];
  readonly parts: readonly Part[];
};

const interrupted = {
  code: 'SHUTTING_DOWN',
  message: 'The console was stopped while this report was being made.',
  advice: 'Run it again.',
} as const;

/**
 * Reports of this console and their history. A file and its record are kept for 30 days, or until somebody deletes them; what a
 * killed console had under way is said to have been interrupted.
 */
export class ReportRuns {
  readonly #parts: Dependencies;
  readonly #runs = new Map<ExportId, ReportRun>();
  readonly #underWay = new Map<ExportId, QueuedExport>();

  constructor(parts: Dependencies) {
    this.#parts = parts;
    parts.folder.removeUnfinished();
    for (const run of parts.folder.read()) this.#runs.set(run.id, run);
    for (const run of this.#runs.values()) {
      if (run.state === 'running')
        this.#save({ ...run, state: 'failed', endedAt: run.startedAt, problem: interrupted });
    }
    this.#removeOld();
  }

  /** The newest first. */
  list(): ReportRun[] {
    this.#removeOld();
    return [...this.#runs.values()].toSorted((one, other) => other.startedAt - one.startedAt);
  }

  /** @throws OpsdeckError CACHE_NOT_READY, DATA_DIR_NOT_WRITABLE, DISK_FULL */
  start(caller: Caller, { report, title, format, parameters, permissions, parts }: ReportPlan): ExportId {
    const { folder, queue, cacheFile, workspace, logger } = this.#parts;
    const copy = cacheFile();
    const { name, timeZone } = workspace();
    const startedAt = instant(Date.now());
    const run: ReportRun = {
      id: exportIdSchema.parse(randomUUID()),
      report,
      title,
      format,
      parameters,
      permissions: [...permissions],
      schedule: null,
      state: 'running',
      startedAt,
      startedBy: caller.name,
      endedAt: null,
      rows: 0,
      bytes: 0,
      fileName: null,
      problem: null,
    };
    const about = {
      title: `${title} ${monthsText(parameters)}`,
      workspace: name,
      timeZone,
      madeAt: startedAt,
      madeBy: caller.name,
      facts: factsOf(parameters),
    };
    const file = folder.begin(run);
    this.#runs.set(run.id, run);
    const job = {
      file,
      cacheFile: copy,
      format,
      options: exportOptionsSchema.parse({}),
      about,
      parts,
    };
    this.#underWay.set(
      run.id,
      queue.add(job, (event) => this.#hear(run, event, timeZone)),
    );
    logger.info(
      { audit: 'report', reportId: run.id, operator: caller.name, report, format },
      'a report was begun',
    );
    return run.id;
  }

  async remove(id: ExportId): Promise<boolean> {
    const underWay = this.#underWay.get(id);
    this.#underWay.delete(id);
    await underWay?.end();
    this.#parts.folder.remove(id);
    return this.#runs.delete(id);
  }

  /** Null when there is no such file, or no longer, or the operator may not read what is in it. */
  file(caller: Caller, id: string): ExportedFile | null {
    const run = [...this.#runs.values()].find((each) => each.id === id);
    if (run === undefined || run.state !== 'done' || run.fileName === null) return null;
    if (!run.permissions.every((permission) => roleMay(caller.role, permission))) return null;
    return { path: this.#parts.folder.path(run.id), fileName: run.fileName, format: run.format };
  }

  #hear(begun: ReportRun, event: ExportEvent, timeZone: string): void {
    if (!this.#underWay.has(begun.id)) return;
    const { folder, logger } = this.#parts;
    if (event.kind === 'progress') {
      this.#runs.set(begun.id, { ...begun, rows: event.rows, bytes: event.bytes });
      return;
    }
    this.#underWay.delete(begun.id);
    const endedAt = instant(Date.now());
    if (event.kind === 'failed') {
      const { code, message } = exportFailure(event, `the report “${begun.title}”`, logger);
      const problem = { code, message, advice: errorCatalogue[code].advice };
      this.#save({ ...begun, state: 'failed', endedAt, problem });
      folder.giveUp(begun.id);
      return;
    }
    const { rows, bytes, asOf } = event;
    const title = `${begun.title} ${monthsText(begun.parameters)}`;
    const fileName = exportFileName(title, begun.format, { at: asOf ?? begun.startedAt, timeZone, rows });
    folder.finish(begun.id);
    this.#save({ ...begun, state: 'done', endedAt, rows, bytes, fileName });
  }

  #save(run: ReportRun): void {
    this.#runs.set(run.id, run);
    try {
      this.#parts.folder.save(run);
    } catch (error) {
      this.#parts.logger.warn({ err: error }, 'how a report ended could not be written down');
    }
  }

  #removeOld(): void {
    const oldest = Date.now() - reportsKeptDays * 86_400_000;
    for (const { id, startedAt, state } of this.#runs.values()) {
      if (startedAt >= oldest || state === 'running') continue;
      this.#parts.folder.remove(id);
      this.#runs.delete(id);
    }
  }
}

function monthsText({ from, until }: ReportParameters): string {
  return from === until ? from : `${from} to ${until}`;
}

function factsOf({
  from,
  until,
  customerId,
  currency,
}: ReportParameters): readonly (readonly [string, string])[] {
  return [
    ['Months', from === until ? from : `${from} to ${until}`],
    ['Customer no.', customerId === null ? 'All' : String(customerId)],
    ['Currency', currency ?? 'All, each by itself'],
  ];
}
