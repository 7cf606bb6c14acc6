import { serveConsole } from '#host/http/serve-console.ts';
import { openList } from '../list-client.ts';
import { measurePoolList } from '../pool-list.ts';
import { runBareGramjsLoop } from '../bare-gramjs-loop.ts';
import { type BenchConsole, openBenchConsole } from '../bench-console.ts';
import { measureFaults } from '../pool-faults.ts';
import { measureMemory } from '../pool-memory.ts';
import type { BenchOptions, Figure } from '../run.ts';
import { median, quantile, rounded } from '../statistics.ts';

const concurrency = 16;

/** The pool: what checking costs over bare GramJS, and what it costs whoever looks at the list meanwhile. */
export async function run(options: BenchOptions, report: (figure: Figure) => void): Promise<void> {
  const console = await openBenchConsole({ accounts: options.accounts, concurrency });
  try {
    // First, while nothing else has been done here: what it measures begins small.
    report(await measureMemory(console));
    report(await measureCheck(console, options));
    report(await measureListLatency(console, options));
  } finally {
    await console.close();
  }
  report(await measureFaults(options.accounts));
  for (const figure of await measurePoolList()) report(figure);
}

/** Ours writes results and history; theirs is connect, getMe, disconnect. In turns, because machines drift. */
async function measureCheck(console: BenchConsole, { accounts, rounds }: BenchOptions): Promise<Figure> {
  const sessions = console.sandbox.accounts.map((account) => account.session);
  const bare = () => runBareGramjsLoop({ sessions, server: console.sandbox.server, concurrency });
  // The first round of each compiles the code and fills the caches.
  await bare();
  await console.checkPool();
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    theirs.push((await bare()).ms);
    ours.push(await console.checkPool());
  }
  return {
    bench: 'pool.check',
    ratio: rounded(median(ours.map((ms, round) => ms / (theirs[round] ?? Number.NaN)))),
    ms: rounded(median(ours)),
    bare_ms: rounded(median(theirs)),
    accounts,
    concurrency,
    rounds,
  };
}

/** A list query over HTTP, one after the other: alone, and while the pool is checked as fast as it goes. */
async function measureListLatency(
  console: BenchConsole,
  { accounts, rounds }: BenchOptions,
): Promise<Figure> {
  const { core, dataDir } = console;
  const server = await serveConsole({
    exportedFile: () => null,
    router: core.router,
    caller: core.localOperator,
    logger: core.logger,
    host: '127.0.0.1',
    port: 0,
    dataDir,
    controlSecret: '',
    uiFolder: dataDir,
  });
  try {
    const ask = await openList(server.address.url, server.createSignInLink());
    const list = () => ask({ sort: { column: 'lastCheckedAt', descending: true } });
    for (let warmUp = 0; warmUp < 300; warmUp += 1) await list();
    const idle: number[] = [];
    for (let sample = 0; sample < 1_500; sample += 1) idle.push(await list());
    const busy: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const running = new AbortController();
      const check = console.checkPool().finally(() => running.abort());
      while (!running.signal.aborted) busy.push(await list());
      await check;
    }
    const idleP99 = quantile(idle, 0.99);
    const busyP99 = quantile(busy, 0.99);
    return {
      bench: 'ui.latency',
      ratio: rounded(busyP99 / idleP99),
      p99_ms: rounded(busyP99),
      idle_p99_ms: rounded(idleP99),
      p50_ms: rounded(median(busy)),
      idle_p50_ms: rounded(median(idle)),
      samples: busy.length,
      accounts,
    };
  } finally {
    await server.close();
  }
}
