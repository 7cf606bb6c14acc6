import { parentPort, workerData } from 'node:worker_threads';
import { loadSqlite } from './load-sqlite.ts';

if (parentPort !== null && workerData instanceof Int32Array) {
  Atomics.store(workerData, 0, 1);
  Atomics.notify(workerData, 0);
  loadSqlite(parentPort);
}
