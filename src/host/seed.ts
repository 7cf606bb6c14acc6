import { loadConfig } from '#core/config/load-config.ts';
import { openBackend } from '#core/backend/backend.ts';
import { openWorkPool } from '#core/backend/open-work-pool.ts';
import { prepareDataDir } from '#core/instance/data-dir.ts';
import { acquireInstance } from '#core/instance/instance-lock.ts';
import { openLog } from '#core/logging/logger.ts';
import { openWorkspace } from '#core/workspaces/open-workspace.ts';
import { BusinessNotEmpty } from '#sandbox/business/business-not-empty.ts';
import { seedBusiness } from '#sandbox/business/seed-business.ts';
import { describeBusiness } from '#sandbox/business/describe-business.ts';
import { parseSeedArguments, type SeedArguments, SeedArgumentsWrong, seedUsage } from './seed-arguments.ts';
import { onStopSignal } from './stop-signals.ts';
import { say, sayFailure } from './terminal.ts';

/** Everything is closed and said. */
const over = Promise.withResolvers<void>();

/** `npm run seed`: fills the marketplace of the workspace with an invented business. */
async function main(): Promise<void> {
  try {
    const wanted = parseSeedArguments(process.argv.slice(2), Date.now());
    if (wanted === null) say(seedUsage);
    else await seed(wanted);
  } catch (error) {
    sayWhy(error);
    process.exitCode = 1;
  }
}

async function seed(wanted: SeedArguments): Promise<void> {
  const config = loadConfig(process.env);
  const stop = new AbortController();
  const opened = new AsyncDisposableStack();
  try {
    await prepareDataDir(config.dataDir);
    // A console that runs on the built-in Postgres of this folder has it to itself; a team's server has room for both.
    if (config.databaseUrl === null)
      opened.adopt(await acquireInstance(config.dataDir), (held) => held.release());
    const { logger } = opened.adopt(await openLog(config.dataDir, config.logLevel), (log) => log.close());
    const { databaseUrl, dataDir } = config;
    const backend = opened.adopt(await openBackend({ databaseUrl, dataDir, logger }), (open) => open.close());
    const { workspace } = await openWorkspace(backend.database);
    const pool = opened.adopt(openWorkPool(backend.settings), (own) => own.end());
    onStopSignal(async () => {
      stop.abort();
      await over.promise;
    }, sayFailure);
    say(
      `Seeding ${wanted.size} (seed ${wanted.seed}, until ${new Date(wanted.until).toISOString()}) into ${backend.address} …`,
    );
    const made = await seedBusiness({
      ...wanted,
      pool,
      workspaceId: workspace.id,
      signal: stop.signal,
      onProgress: reportEvery(2_000),
    });
    for (const line of await describeBusiness(pool, workspace.id)) say(line);
    const seconds = made.ms / 1_000;
    const rate = Math.round(made.totalRows / seconds);
    say(`${count(made.totalRows)} rows in ${seconds.toFixed(1)} s, ${count(rate)} rows/s.`);
  } finally {
    await opened.disposeAsync();
  }
}

function reportEvery(ms: number): (orders: number) => void {
  let reported = Date.now();
  return (orders) => {
    if (Date.now() - reported < ms) return;
    reported = Date.now();
    say(`  ${count(orders)} orders …`);
  };
}

function sayWhy(error: unknown): void {
  if (error instanceof SeedArgumentsWrong) process.stderr.write(`${error.message}\n\n${seedUsage}\n`);
  else if (error instanceof BusinessNotEmpty)
    process.stderr.write(`Nothing was changed: ${error.message}. With --replace they are removed first.\n`);
  else if (error instanceof Error && error.name === 'AbortError')
    process.stderr.write('Stopped half-way. Begin again with --replace.\n');
  else sayFailure(error);
}

const count = (number: number): string => number.toLocaleString('en');

await main();
over.resolve();
