import { parentPort, workerData } from 'node:worker_threads';
import { loadSqlite } from '../threads/load-sqlite.ts';
import type { ExportEvent, ExportJob } from './export-job.ts';
import { writeExport } from './write-export.ts';

// The thread that writes one export, and ends with it.

const port = parentPort;
if (port === null) throw new Error('this file is a thread of the console');
loadSqlite(port);

const tell = (event: ExportEvent): void => port.postMessage(event);

try {
  // What the console started the thread with.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  await writeExport(workerData as ExportJob, tell);
} catch (error) {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'UNEXPECTED';
  tell({
    kind: 'failed',
    code,
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
}
