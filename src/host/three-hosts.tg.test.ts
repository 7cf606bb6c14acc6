import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterEach, expect, it } from 'vitest';
import { startCheck } from '#core/accounts/commands/start-check.ts';
import { getCheckRun } from '#core/accounts/queries/list-check-runs.ts';
import { createTestPool, everyAccount, type TestPool } from '#core/accounts/testing/test-pool.ts';
import { saveSettingsSection } from '#core/settings/commands/save-settings-section.ts';
import { type Sandbox, startSandbox } from '#sandbox/start-sandbox.ts';
import { type LoopbackProxy, startLoopbackProxy } from '../../tests/setup/loopback-proxy.ts';
import { type HostProcess, startHostProcess } from '../../tests/setup/start-host.ts';

const accounts = 150;

const cleanUp: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of cleanUp.splice(0).toReversed()) await close();
});

function startHost(pool: TestPool, sandbox: Sandbox, databaseUrl: string): HostProcess {
  const host = startHostProcess({
    databaseUrl,
    workspaceKey: path.join(pool.dataDir, 'workspace.key'),
    server: sandbox,
  });
  cleanUp.push(async () => {
    if (host.child.exitCode !== null || host.child.signalCode !== null) return;
    host.child.kill('SIGKILL');
    await host.exited;
  });
  return host;
}

async function count(pool: TestPool, from: string): Promise<number> {
  const { rows } = await pool.workspace.database.execute<{ n: string }>(
    sql.raw(`select count(*) as n from ${from}`),
  );
  return Number(rows[0]?.n);
}

it('three hosts check one pool; one is killed, one loses Postgres but not Telegram: no session is ever used twice at once, nothing is lost or recorded twice', async () => {
  const pool = await createTestPool();
  cleanUp.push(() => pool.testDatabase.drop());
  const sandbox = await startSandbox({ count: accounts, latency: { least: 150, most: 350 } });
  cleanUp.push(() => sandbox.stop());
  for (const { session } of sandbox.accounts) await pool.add(session);
  await saveSettingsSection(pool.workspace, 'accountChecks', {
    paceMs: 0,
    concurrency: 4,
    deadlineMs: 12_000,
  });

  const url = new URL(pool.testDatabase.url);
  const cable: LoopbackProxy = await startLoopbackProxy({ host: url.hostname, port: Number(url.port) });
  cleanUp.push(() => cable.close());
  const throughCable = new URL(url);
  throughCable.host = `127.0.0.1:${cable.port}`;

  const killed = startHost(pool, sandbox, url.href);
  const cut = startHost(pool, sandbox, throughCable.href);
  const steady = startHost(pool, sandbox, url.href);
  await Promise.all([killed, cut, steady].map((host) => host.ready));

  const { runId } = await startCheck(pool.workspace, 'Ann', everyAccount);
  const checkedBy = async (least: number) => {
    while ((await getCheckRun(pool.cache, runId)).checked < least) await sleep(25);
  };
  await checkedBy(Math.floor(10 + Math.random() * 40));
  killed.child.kill('SIGKILL');
  await checkedBy(Math.floor(60 + Math.random() * 30));
  cable.stall();

  // The steady host does what it can at once, and what the two others held when their leases have run out.
  for (;;) {
    const run = await getCheckRun(pool.cache, runId);
    if (run.state !== 'running') break;
    await sleep(200);
  }
  cable.heal();
  // The host that was cut comes back with results nobody waits for any more.
  await sleep(3_000);

  const run = await getCheckRun(pool.cache, runId);
  expect(run).toMatchObject({ state: 'completed', total: accounts, checked: accounts });
  expect(run.byOutcome.active + run.byOutcome.unreachable).toBe(accounts);
  // An account that was not reached at first has a row for each attempt.
  expect(await count(pool, 'account_checks where attempt = 1')).toBe(accounts);
  expect(await count(pool, 'account_checks')).toBe(
    await count(pool, '(select sum(attempts) from account_check_items) s(n), generate_series(1, n)'),
  );
  expect(await count(pool, `accounts where standing not in ('active', 'unchecked')`)).toBe(0);
  const counts = Object.values((await sandbox.counts()).accounts);
  expect(counts).toHaveLength(accounts);
  expect(Math.max(...counts.map((account) => account.mostAtOnce))).toBe(1);
}, 180_000);
