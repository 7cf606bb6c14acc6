import type { BenchConsole } from './bench-console.ts';
import type { Figure } from './run.ts';
import { rounded } from './statistics.ts';

const rounds = 10;
/** The first round compiles and loads; from the second on nothing may be added. */
const baselineRound = 2;
const megabyte = 1024 * 1024;

/**
 * Checks the whole pool ten times over and compares the console's resident memory after the last round with that after
 * the second. Postgres and the sandbox are processes of their own and do not count.
 */
export async function measureMemory(console: BenchConsole): Promise<Figure> {
  const residentMb: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await console.checkPool();
    residentMb.push(process.memoryUsage.rss() / megabyte);
  }
  const before = residentMb[baselineRound - 1] ?? Number.NaN;
  const after = residentMb.at(-1) ?? Number.NaN;
  return {
    bench: 'pool.memory',
    ratio: rounded(after / before),
    rss_mb: rounded(after),
    baseline_rss_mb: rounded(before),
    accounts: console.sandbox.accounts.length,
    rounds,
  };
}
