import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { accountSelectionSchema } from '#contract/accounts.ts';
import type { CheckRunId } from '#contract/ids.ts';
import type { Cache } from '#core/cache/cache.ts';
import type { Config } from '#core/config/config.ts';
import { loadConfig } from '#core/config/load-config.ts';
import { usualVaultConfig } from '#core/vault/sources/choose-key-source.ts';
import { defaultDataDir } from '#core/config/default-data-dir.ts';
import { startCheck } from '#core/accounts/commands/start-check.ts';
import { lastEndedCheckRun, listRunningCheckRuns } from '#core/accounts/queries/list-check-runs.ts';
import { prepareDataDir } from '#core/instance/data-dir.ts';
import { readRunningInstance } from '#core/instance/instance-lock.ts';
import { demoAccountPlan, demoPoolSize } from '#sandbox/demo/demo-accounts.ts';
import { seedDemoPool } from '#sandbox/demo/seed-demo-pool.ts';
import { type Sandbox, startSandbox } from '#sandbox/start-sandbox.ts';
import { OpsdeckError } from '#contract/errors.ts';
import { bringDemoBusiness } from './demo-business.ts';
import { playPhones } from './demo-phones.ts';
import { publishDemoPosts } from './demo-posts.ts';
import { reportProgress } from './demo-progress.ts';
import { offerRunningConsole, type RunningConsole, runConsole } from './run-console.ts';
import { onStopSignal } from './stop-signals.ts';
import { say, sayFailure } from './terminal.ts';

/**
 * `npm run demo`: the whole console on an embedded Postgres, a seeded pool and a local Telegram sandbox. It never reads the
 * team's settings, so it cannot touch a real database or a real account.
 */
async function main(): Promise<void> {
  const { OPSDECK_HOST, OPSDECK_PORT, OPSDECK_LOG_LEVEL, OPSDECK_DATA_DIR } = process.env;
  const environment = { OPSDECK_HOST, OPSDECK_PORT, OPSDECK_LOG_LEVEL, OPSDECK_DATA_DIR };
  let dataDir = defaultDataDir('opsdeck-demo');
  try {
    const base = loadConfig(environment, { dataDir });
    dataDir = base.dataDir;
    await startDemo(base);
  } catch (error) {
    if (await offerRunningConsole(error, dataDir)) process.exit(0);
    sayFailure(error);
    process.exit(1);
  }
}

async function startDemo(base: Config): Promise<void> {
  say('Starting the demo: Postgres, a Telegram sandbox, a pool of 250 accounts …');
  await prepareDataDir(base.dataDir);
  const running = await readRunningInstance(base.dataDir);
  if (running !== null) throw new OpsdeckError('ALREADY_RUNNING', { pid: running.pid, path: base.dataDir });
  const opened = new AsyncDisposableStack();
  try {
    const sandbox = opened.adopt(await startDemoSandbox(base.dataDir), (open) => open.stop());
    // A look at a post that is not in the sandbox yet would find its channel gone.
    const posted = Promise.withResolvers<void>();
    const config: Config = {
      ...base,
      databaseUrl: null,
      readDatabaseUrl: null,
      vault: usualVaultConfig,
      telegram: sandbox.server,
    };
    const console = opened.adopt(
      await runConsole(config, { demo: true, newWorkspaceName: 'Demo business', looksAfter: posted.promise }),
      (open) => open.close(),
    );
    onStopSignal(async () => {
      say('Stopping …');
      await opened.disposeAsync();
      say('Stopped. Nothing is left running; `npm run demo` goes on where this ended.');
    }, sayFailure);
    const checking = await goOn(console, sandbox, base.dataDir);
    const business = opened.adopt(bringDemoBusiness(console.core, sandbox, base.dataDir), (open) =>
      open.stop(),
    );
    const publishing = business.arrived
      .then(() => publishDemoPosts(console.core, sandbox))
      .then(posted.resolve, (error: unknown) => {
        // Stopped meanwhile, or the business was not made: there is nothing to look at then.
        console.core.logger.warn({ err: error }, 'the posts of the demo’s orders are not in its sandbox');
      });
    if (checking !== null) await reportProgress(console.core.cache, checking, console.core.logger);
    await publishing;
  } catch (error) {
    await opened.disposeAsync();
    throw error;
  }
}

/** How long the demo waits for what is read next to be in the local copy, which a slow machine may still be making. */
const patienceWithCopyMs = 60_000;

async function untilCaughtUp(cache: Cache): Promise<void> {
  const until = Date.now() + patienceWithCopyMs;
  while (!(await cache.caughtUp(1_000)) && Date.now() < until) await sleep(200);
}

/** A demo that is started again within this time after its last check shows what that found. */
const checkedRecentlyMs = 3_600_000;

/**
 * Seeds the pool on the first start; then a check is under way: the one that was interrupted, or a new one. Null when the last one
 * has only just ended.
 */
async function goOn(console: RunningConsole, sandbox: Sandbox, dataDir: string): Promise<CheckRunId | null> {
  const { workspace, cache, vault, backend } = console.core;
  const seeded = await seedDemoPool(workspace, vault, sandbox.accounts.slice(0, demoPoolSize));
  const spare = sandbox.accounts.slice(demoPoolSize);
  await playPhones(sandbox, spare);
  await untilCaughtUp(cache);
  const [interrupted] = await listRunningCheckRuns(cache);
  const everything = accountSelectionSchema.parse({ kind: 'filter', filter: {} });
  const last = seeded ? null : await lastEndedCheckRun(cache);
  const checkedRecently = Date.now() - (last?.finishedAt ?? 0) < checkedRecentlyMs;
  const runId =
    interrupted?.id ?? (checkedRecently ? null : (await startCheck(workspace, 'Demo', everything)).runId);
  say('');
  say('  Opsdeck demo is running. Open it here (the link works once, for one hour):');
  say(`  ${console.signInLink}`);
  say('');
  say(`  Postgres ${backend.version} on ${backend.address}`);
  say(
    `  Telegram sandbox on ${sandbox.host}:${sandbox.port}, ${demoPoolSize} accounts (nobody’s: all of it is local)`,
  );
  say(`  Data in ${dataDir}${seeded ? ' (new)' : ''}`);
  say(`  To add an account: ${spare[0]?.phone ?? ''} to ${spare.at(-1)?.phone ?? ''}; the codes appear here`);
  say('  Ctrl-C stops everything.');
  say('');
  if (interrupted !== undefined) say('Going on with the check that was interrupted.');
  else if (checkedRecently) say('The pool was checked within the last hour: “Check all” looks again.');
  await untilCaughtUp(cache);
  return runId;
}

/** The sandbox of this demo: its seed and its server key are kept in the data folder, so the sessions stay valid. */
function startDemoSandbox(dataDir: string): Promise<Sandbox> {
  const plan = demoAccountPlan(keptSeed(path.join(dataDir, 'sandbox-seed')));
  return startSandbox({ ...plan, privateKeyFile: path.join(dataDir, 'sandbox-key.pem') });
}

function keptSeed(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    const seed = randomBytes(16).toString('hex');
    writeFileSync(file, seed, { mode: 0o600 });
    return seed;
  }
}

await main();
