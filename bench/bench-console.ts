import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { type AccountSelection, accountSelectionSchema } from '#contract/accounts.ts';
import type { CheckRunId } from '#contract/ids.ts';
import { addAccount } from '#core/accounts/commands/add-account.ts';
import { startCheck } from '#core/accounts/commands/start-check.ts';
import { type Core, startCore } from '#core/core.ts';
import { saveSettingsSection } from '#core/settings/commands/save-settings-section.ts';
import { usualVaultConfig } from '#core/vault/sources/choose-key-source.ts';
import type { AccountScript } from '#sandbox/accounts/script.ts';
import { type Sandbox, startSandbox } from '#sandbox/start-sandbox.ts';

/** A whole console on a new database, with a pool on a sandbox of its own, as a benchmark wants it. */
export type BenchConsole = {
  readonly core: Core;
  readonly sandbox: Sandbox;
  readonly dataDir: string;
  /** Checks the selected accounts, whatever is found; the milliseconds are from the order to the end of the run. */
  runCheck(selection: AccountSelection): Promise<{ readonly runId: CheckRunId; readonly ms: number }>;
  /** Checks the whole pool, in which every account is active; resolves to the milliseconds from the order to the last result being committed. */
  checkPool(): Promise<number>;
  close(): Promise<void>;
};

export async function openBenchConsole(options: {
  readonly accounts: number;
  readonly concurrency: number;
  readonly scripts?: readonly AccountScript[];
  readonly deadlineMs?: number;
}): Promise<BenchConsole> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'opsdeck-bench-'));
  const opened = new AsyncDisposableStack();
  opened.defer(() => rmSync(dataDir, { recursive: true, force: true }));
  const sandbox = opened.adopt(
    await startSandbox({ count: options.accounts, scripts: [...(options.scripts ?? [])] }),
    (open) => open.stop(),
  );
  const core = opened.adopt(
    await startCore(
      {
        databaseUrl: null,
        readDatabaseUrl: null,
        dataDir,
        host: '127.0.0.1',
        port: 0,
        logLevel: 'info',
        vault: usualVaultConfig,
        telegram: sandbox.server,
      },
      { kind: 'host', demo: false },
    ),
    (open) => open.close(),
  );
  const { workspace, vault } = core;
  await saveSettingsSection(workspace, 'accountChecks', {
    paceMs: 0,
    concurrency: options.concurrency,
    deadlineMs: options.deadlineMs ?? 15_000,
  });
  for (const { session } of sandbox.accounts) {
    await addAccount(workspace, vault, { session, displayName: '', labels: [] });
  }
  const everything = accountSelectionSchema.parse({ kind: 'filter', filter: {} });
  const caller = core.localOperator;

  async function runCheck(selection: AccountSelection) {
    const startedAt = performance.now();
    const { runId } = await startCheck(workspace, caller.name, selection);
    core.accountEvents.changed();
    for (;;) {
      const seen = core.accountEvents.version;
      const { rowCount } = await workspace.database.execute(
        sql`select from account_check_runs where id = ${runId} and state <> 'running'`,
      );
      if (rowCount === 1) return { runId, ms: performance.now() - startedAt };
      await Promise.race([core.accountEvents.after(seen), sleep(1_000)]);
    }
  }

  return {
    core,
    sandbox,
    dataDir,
    runCheck,
    async checkPool() {
      const { runId, ms } = await runCheck(everything);
      const { rows } = await workspace.database.execute<{ active: string }>(
        sql`select count(*) as active from account_check_items where run_id = ${runId} and outcome = 'active'`,
      );
      const active = Number(rows[0]?.active);
      if (active !== options.accounts) throw new Error(`the check found only ${active} active`);
      return ms;
    },
    close: () => opened.disposeAsync(),
  };
}
