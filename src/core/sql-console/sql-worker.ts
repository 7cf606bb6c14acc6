import { Worker } from 'node:worker_threads';
import { sqlLimits } from '#contract/sql-console.ts';
import { answerSql } from './answer-sql.ts';
import type { SqlRequest } from './sql-messages.ts';
import { workerFile } from '../threads/worker-file.ts';

// A process of its own that reads for the SQL console, one statement after the other. What SQLite is busy with cannot be stopped
// from JavaScript, nor can a thread that is inside of it: only a process can be ended. Its second thread does that, at the limits
// and when nobody is there any more who asked.

/** When what runs has to be over, in milliseconds UTC; 0 while nothing runs. */
const deadline = new BigInt64Array(new SharedArrayBuffer(8));
const guard = new Worker(workerFile(import.meta.url, 'sql-guard-worker'), {
  workerData: { deadline, megabytes: sqlLimits.megabytes, parent: process.ppid },
});
guard.unref();

process.on('message', (request: SqlRequest) => {
  Atomics.store(deadline, 0, BigInt(Date.now() + request.limitMs));
  const reply = answerSql(request);
  Atomics.store(deadline, 0, 0n);
  process.send?.(reply);
});
process.on('disconnect', () => process.exit(0));
// It can be asked.
process.send?.('started');
