import { parentPort } from 'node:worker_threads';

// Stands in for the worker in tests: never gives its thread back.
parentPort?.postMessage({ kind: 'ready' }, []);
parentPort?.once('message', () => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
});
