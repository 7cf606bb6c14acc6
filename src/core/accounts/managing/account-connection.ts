import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { UsageKind } from '#contract/account-details.ts';
import { OpsdeckError } from '#contract/errors.ts';
import type { AccountId } from '#contract/ids.ts';
import type { WorkspaceSettings } from '#contract/settings.ts';
import type { OperationOptions, SessionString, TelegramDriver } from '../../telegram/driver.ts';
import type { OperationResult } from '../../telegram/operation-result.ts';
import { parseSessionString } from '../../telegram/session-string.ts';
import type { Vault } from '../../vault/open-vault.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { acquireLease } from '../leases/acquire-lease.ts';
import { createLeaseKeeper, type KeptLease } from '../leases/keep-leases.ts';
import { usualLeaseTimes } from '../leases/lease.ts';
import type { LeaseHolder } from '../leases/lease-holder.ts';
import { releaseLeases } from '../leases/release-leases.ts';
import { accounts, accountSessions } from '../schema.ts';
import { sessionPurpose } from '../session-purpose.ts';
import { recordOperation, type UsageRow } from './record-operation.ts';

export type ConnectionDependencies = {
  readonly workspace: Workspace;
  readonly holder: LeaseHolder;
  readonly vault: Vault;
  readonly driver: TelegramDriver;
  readonly readPoolSettings: () => Promise<WorkspaceSettings['accountChecks']>;
};

export type ConnectionOrder = {
  readonly accountId: AccountId;
  readonly kind: Exclude<UsageKind, 'check'>;
  /** The operator's name, or what acts by itself. */
  readonly actor: string;
  readonly reference?: NonNullable<UsageRow['reference']>;
  /** For an account that has left the pool, and only such a one: it may have been brought back a moment ago. */
  readonly removed?: boolean;
};

/**
 * Connects one account for one operation: under the lease on it, kept alive while it lasts, within the deadline of the settings,
 * and with a row in the usage log. What the operation says of the account is remembered as a check would. The lease is given back whatever happens.
 *
 * @throws OpsdeckError NOT_FOUND; ACCOUNT_IN_USE when another console, or a check, holds the account; ACCOUNT_NOT_SIGNED_IN when
 * it has no session; ACCOUNT_MUST_WAIT while Telegram's flood wait lasts; VAULT_KEY_UNUSABLE
 */
export async function withAccountConnection<Value>(
  dependencies: ConnectionDependencies,
  order: ConnectionOrder,
  work: (session: SessionString, options: OperationOptions) => Promise<OperationResult<Value>>,
): Promise<OperationResult<Value>> {
  const { workspace, holder, readPoolSettings } = dependencies;
  const { deadlineMs } = await readPoolSettings();
  const acquired = await acquireLease(workspace, holder, order.accountId, usualLeaseTimes.leaseMs);
  if (acquired.kind === 'unknown') throw notFound(order.accountId);
  if (acquired.kind === 'held') throw inUse(order.accountId, acquired.by, acquired.until);
  const kept = createLeaseKeeper(workspace).keep(acquired.lease);
  try {
    const session = await readSession(dependencies, order);
    requireLease(kept, holder);
    kept.begin(deadlineMs);
    const result = await work(session, { deadlineMs, hold: kept });
    await recordOperation(workspace, order, result);
    return result;
  } finally {
    kept.end();
    await releaseLeases(workspace, [kept.lease]);
  }
}

async function readSession(
  { workspace, vault }: ConnectionDependencies,
  { accountId, removed = false }: ConnectionOrder,
): Promise<SessionString> {
  const [account] = await workspace.database
    .select({
      ciphertext: accountSessions.ciphertext,
      floodWaitMs: sql<string>`greatest(0, extract(epoch from ${accounts.floodWaitUntil} - now()) * 1000)`,
    })
    .from(accounts)
    .leftJoin(
      accountSessions,
      and(eq(accountSessions.workspaceId, accounts.workspaceId), eq(accountSessions.accountId, accounts.id)),
    )
    .where(
      and(
        eq(accounts.workspaceId, workspace.id),
        eq(accounts.id, accountId),
        removed ? isNotNull(accounts.removedAt) : isNull(accounts.removedAt),
      ),
    );
  if (account === undefined) throw notFound(accountId);
  const seconds = Math.ceil(Number(account.floodWaitMs) / 1000);
  if (seconds > 0) throw new OpsdeckError('ACCOUNT_MUST_WAIT', { id: accountId, seconds });
  if (account.ciphertext === null) {
    throw new OpsdeckError('ACCOUNT_NOT_SIGNED_IN', { id: accountId, reason: 'NO_SESSION' });
  }
  const text = await vault.unseal(account.ciphertext, sessionPurpose(workspace.id, accountId));
  return parseSessionString(text).session;
}

/** Reading may have taken long when the database was busy, and somebody else may hold the account by now. */
function requireLease(kept: KeptLease, holder: LeaseHolder): void {
  if (kept.isOver()) throw inUse(kept.lease.accountId, holder.name, Date.now());
}

function notFound(id: AccountId) {
  return new OpsdeckError('NOT_FOUND', { what: `Account ${id}` });
}

function inUse(id: AccountId, holder: string, until: number) {
  const seconds = Math.max(1, Math.ceil((until - Date.now()) / 1000));
  return new OpsdeckError('ACCOUNT_IN_USE', { id, holder, seconds });
}
