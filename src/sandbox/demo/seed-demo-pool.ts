import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { AccountId } from '#contract/ids.ts';
import { sessionPurpose } from '#core/accounts/session-purpose.ts';
import { healthAfter, isChange, standingAfter } from '#core/accounts/standing.ts';
import { inTransaction } from '#core/backend/transaction.ts';
import { saveSettingsSection } from '#core/settings/commands/save-settings-section.ts';
import { parseSessionString } from '#core/telegram/session-string.ts';
import type { Vault } from '#core/vault/open-vault.ts';
import type { Workspace } from '#core/workspaces/workspace.ts';
import type { SandboxAccount } from '../accounts/account.ts';
import { seededRandom } from '../accounts/seeded-random.ts';
import { demoCheckSettings, inventJoinedChannels, inventLabels } from './demo-accounts.ts';
import { pastChecks, pastRuns } from './demo-history.ts';

const hourMs = 3_600_000;
const hoursBetweenRuns = 6;
const dayMs = 24 * hourMs;

/**
 * Puts the sandbox's accounts into an empty pool, with three days of history, in one transaction. A pool that has accounts is
 * left as it is, so a demo that is started again goes on where it was. True when it seeded.
 */
export async function seedDemoPool(
  workspace: Workspace,
  vault: Vault,
  sandboxAccounts: readonly SandboxAccount[],
  now: number = Date.now(),
): Promise<boolean> {
  const random = seededRandom('demo pool');
  const runs = Array.from({ length: pastRuns }, (_, run) => ({
    id: randomUUID(),
    startedAt: now - (pastRuns - run) * hoursBetweenRuns * hourMs + hourMs,
  }));
  return inTransaction(workspace.database, async (transaction) => {
    const { rows: known } = await transaction.execute(
      sql`select 1 from accounts where workspace_id = ${workspace.id} limit 1`,
    );
    if (known.length > 0) return false;
    await transaction.execute(sql`
      update workspaces set name = 'Demo business' where id = ${workspace.id}`);
    const seeds = sandboxAccounts.map((account) => ({
      account,
      checks: pastChecks(account, random),
      addedAt: now - Math.floor((20 + 700 * random()) * dayMs),
      joinedChannels: inventJoinedChannels(random),
      labels: inventLabels(random),
    }));
    const ids = await insertAccounts(seeds.map((seed) => accountRow(seed, runs)));
    await insertSessions(ids);
    await insertHistory(ids, seeds);
    return true;

    async function insertAccounts(rows: readonly AccountRow[]): Promise<AccountId[]> {
      const { rows: inserted } = await transaction.execute<{ id: string }>(sql`
        insert into accounts (workspace_id, phone, display_name, username, standing, standing_reason, health,
          joined_channels, labels, added_at, last_checked_at, last_used_at, last_latency_ms)
        select ${workspace.id}, phone, display_name, username, standing, standing_reason, health, joined_channels, labels,
          added_at, last_checked_at, last_checked_at, last_latency_ms
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (place int, phone text, display_name text,
          username text, standing text, standing_reason text, health smallint, joined_channels int, labels text[],
          added_at timestamptz, last_checked_at timestamptz, last_latency_ms int)
        order by place
        returning id`);
      return inserted.map((row) => Number(row.id) as AccountId);
    }

    async function insertSessions(accountIds: readonly AccountId[]): Promise<void> {
      const rows = accountIds.flatMap((id, place) => {
        const account = sandboxAccounts[place];
        if (account === undefined) return [];
        const session = parseSessionString(account.session);
        return {
          id,
          ciphertext: vault.encrypt(session.session, sessionPurpose(workspace.id, id)).toString('hex'),
          fingerprint: vault.fingerprint(session.fingerprint).toString('hex'),
        };
      });
      await transaction.execute(sql`
        insert into account_sessions (workspace_id, account_id, ciphertext, fingerprint)
        select ${workspace.id}, id, decode(ciphertext, 'hex'), decode(fingerprint, 'hex')
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (id bigint, ciphertext text, fingerprint text)`);
    }

    async function insertHistory(accountIds: readonly AccountId[], all: readonly Seed[]): Promise<void> {
      await transaction.execute(sql`
        insert into account_check_runs (workspace_id, id, state, requested_by, started_at, finished_at)
        select ${workspace.id}, id, 'completed', 'Schedule', started_at, started_at + interval '9 minutes'
        from jsonb_to_recordset(${JSON.stringify(
          runs.map((run) => ({ id: run.id, started_at: new Date(run.startedAt).toISOString() })),
        )}::jsonb) as row (id uuid, started_at timestamptz)`);
      const rows = accountIds.flatMap((id, place) => historyRows(id, place, all[place]?.checks ?? [], runs));
      await transaction.execute(sql`
        with row as materialized (
          select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (account_id bigint, run_id uuid,
            checked_at timestamptz, outcome text, error_code text, latency_ms int, standing_before text,
            standing_after text, changed boolean)
        ), items as (
          insert into account_check_items (workspace_id, run_id, account_id, outcome, changed)
          select ${workspace.id}, run_id, account_id, outcome, changed from row
        )
        insert into account_checks (workspace_id, account_id, run_id, checked_at, outcome, error_code, latency_ms,
          standing_before, standing_after)
        select ${workspace.id}, account_id, run_id, checked_at, outcome, error_code, latency_ms, standing_before,
          standing_after
        from row`);
    }
  }).then(async (seeded) => {
    if (seeded) await saveSettingsSection(workspace, 'accountChecks', demoCheckSettings);
    return seeded;
  });
}
