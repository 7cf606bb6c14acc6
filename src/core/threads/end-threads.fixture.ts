import { startSqliteThread } from './sqlite-thread.ts';

// Ends threads in the two milliseconds in which they load SQLite, and says whether it is still there afterwards.

const rounds = 40;
const longestMs = 2;

for (let round = 0; round < rounds; round += 1) {
  const isAbout = new Int32Array(new SharedArrayBuffer(4));
  const thread = startSqliteThread(new URL('load-sqlite-only.fixture.ts', import.meta.url), {
    workerData: isAbout,
  });
  Atomics.wait(isAbout, 0, 0);
  const until = performance.now() + (longestMs * round) / rounds;
  while (performance.now() < until);
  await thread.end();
}
process.stdout.write('still here\n');
