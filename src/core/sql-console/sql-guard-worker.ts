import { workerData } from 'node:worker_threads';

// Watches the process it is in, whose other thread is busy in SQLite, and ends it at its limits.

const everyMs = 25;

// What the other thread started this one with.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const { deadline, megabytes, parent } = workerData as {
  readonly deadline: BigInt64Array;
  readonly megabytes: number;
  readonly parent: number;
};

setInterval(() => {
  const until = Atomics.load(deadline, 0);
  const isLate = until > 0n && BigInt(Date.now()) > until;
  const isLarge = process.memoryUsage.rss() > megabytes * 1_048_576;
  // Who asked is gone; elsewhere than on Windows this process then has another parent.
  const isOrphan = process.ppid !== parent;
  if (isLate || isLarge || isOrphan) process.kill(process.pid, 'SIGKILL');
}, everyMs);
