import type { ExportEvent, ExportJob } from './export-job.ts';
import type { SqliteLoaded } from '../threads/load-sqlite.ts';
import { startSqliteThread } from '../threads/sqlite-thread.ts';
import { workerFile } from '../threads/worker-file.ts';

/**
 * A row lives for a moment: without a limit V8 lets them pile up. The rest is room for the fonts of a document in every script; a file
 * that wants more ends its thread, and nothing else.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 256 };

export type ExportThread = {
  /** Ends the thread at once; nothing more is told. */
  end(): Promise<void>;
};

/** Writes a file in a thread of its own. Ends with `done` or `failed`, unless it is ended before. */
export function startExportThread(job: ExportJob, tell: (event: ExportEvent) => void): ExportThread {
  const thread = startSqliteThread(workerFile(import.meta.url, 'export-worker'), {
    name: 'export',
    workerData: job,
    resourceLimits,
  });
  const { worker } = thread;
  let isOver = false;

  function hear(event: ExportEvent): void {
    if (isOver) return;
    isOver = event.kind !== 'progress';
    tell(event);
  }

  worker.on('message', (event: ExportEvent | SqliteLoaded) => {
    if (event.kind !== 'sqlite-loaded') hear(event);
  });
  worker.on('error', (error) => {
    const code = 'code' in error ? String(error.code) : 'THREAD_FAILED';
    hear({ kind: 'failed', code, message: error.stack ?? error.message });
  });
  worker.once('exit', () => hear({ kind: 'failed', code: 'THREAD_ENDED', message: 'the thread ended' }));
  return {
    async end() {
      isOver = true;
      await thread.end();
    },
  };
}
