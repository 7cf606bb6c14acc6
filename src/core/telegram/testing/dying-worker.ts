import { parentPort } from 'node:worker_threads';

// Stands in for the worker in tests: dies of the first thing it is asked.
parentPort?.postMessage({ kind: 'ready' }, []);
parentPort?.once('message', () => process.exit(1));
