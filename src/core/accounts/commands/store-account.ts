import { and, eq, sql } from 'drizzle-orm';
import type { Standing } from '#contract/accounts.ts';
import { OpsdeckError } from '#contract/errors.ts';
import type { AccountId } from '#contract/ids.ts';
import type { Transaction } from '../../backend/database.ts';
import { inTransaction } from '../../backend/transaction.ts';
import type { TelegramSelf } from '../../telegram/driver.ts';
import { parseSessionString } from '../../telegram/session-string.ts';
import type { Vault } from '../../vault/open-vault.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { lockForAdding } from '../adding-lock.ts';
import { recordUsage } from '../managing/record-operation.ts';
import { accounts, accountSessions } from '../schema.ts';
import { sessionPurpose } from '../session-purpose.ts';
import { AccountInUse, bringBack, findKnownSessions, recognise, whenFree } from './recognise-session.ts';

export type NewAccount = {
  /** In GramJS's or Telethon's form. */
  readonly session: string;
  readonly displayName: string;
  readonly labels: readonly string[];
  /** What Telegram has just said of the account; null when nobody has asked it yet. */
  readonly self: TelegramSelf | null;
  /** Who signed it in, for the usage log; left out when nobody did. */
  readonly signedInBy?: string;
};

/** `restored`: it had been removed a moment ago. `renewed`: it had no session that works, and has this one now. */
export type StoredAccount = { readonly kind: 'added' | 'restored' | 'renewed'; readonly id: AccountId };

type Dependencies = { readonly workspace: Workspace; readonly vault: Vault };

/** With such a standing the session in the pool is worth nothing, so a new one takes its place. */
const lostStandings: ReadonlySet<Standing> = new Set<Standing>([
  'unauthorised',
  'revoked',
  'duplicated',
  'banned',
  'deactivated',
]);

/**
 * Puts an account into the pool with its session, encrypted. It is recognised by the session's key, and by Telegram's user
 * ID where that is known. With `self` it is active at once.
 *
 * @throws OpsdeckError SESSION_MALFORMED; ACCOUNT_ALREADY_ADDED when the pool has the account, with a session that works
 * as far as anybody knows.
 */
export async function storeAccount(dependencies: Dependencies, added: NewAccount): Promise<StoredAccount> {
  return await whenFree(() =>
    inTransaction(dependencies.workspace.database, (transaction) =>
      storeIn(transaction, dependencies, added),
    ),
  );
}

async function storeIn(
  transaction: Transaction,
  { workspace, vault }: Dependencies,
  added: NewAccount,
): Promise<StoredAccount> {
  const session = parseSessionString(added.session);
  const fingerprint = vault.fingerprint(session.fingerprint);
  await lockForAdding(transaction, workspace, 'one');
  // Two consoles that add the same account at the same time: the second waits here and then finds the first's row.
  if (added.self !== null) await lock(transaction, `${workspace.id}/telegram user/${added.self.userId}`);
  await lock(transaction, fingerprint.toString('hex'));

  const seal = await vault.sealIn(transaction);
  const sealed = (id: AccountId) => ({
    ciphertext: seal(session.session, sessionPurpose(workspace.id, id)),
    fingerprint,
  });
  const ofAccount = (id: AccountId) => and(eq(accounts.workspaceId, workspace.id), eq(accounts.id, id));

  const known = (await findKnownSessions(workspace, transaction, [fingerprint])).get(
    fingerprint.toString('hex'),
  );
  const recognised = recognise(known);
  if (known !== undefined && recognised === 'there') {
    throw new OpsdeckError('ACCOUNT_ALREADY_ADDED', { id: known.id });
  }
  if (known !== undefined && recognised === 'returns') {
    await bringBack(workspace, transaction, [known.id], null);
    return { kind: 'restored', id: known.id };
  }

  const same = added.self === null ? null : await findByUser(transaction, workspace, added.self.userId);
  if (same !== null) {
    if (same.isUsable) throw new OpsdeckError('ACCOUNT_ALREADY_ADDED', { id: same.id });
    if (same.isLeased) throw new AccountInUse();
    await transaction
      .insert(accountSessions)
      .values({ workspaceId: workspace.id, accountId: same.id, ...sealed(same.id) })
      .onConflictDoUpdate({
        target: [accountSessions.workspaceId, accountSessions.accountId],
        set: { ...sealed(same.id), createdAt: sql`now()` },
      });
    await transaction
      .update(accounts)
      .set({
        ...learned(added.self),
        labels: [...new Set([...same.labels, ...added.labels])],
        removedAt: null,
      })
      .where(ofAccount(same.id));
    await recordSignIn(transaction, workspace, added, same.id);
    return { kind: 'renewed', id: same.id };
  }

  const [account] = await transaction
    .insert(accounts)
    .values({
      workspaceId: workspace.id,
      displayName: added.displayName,
      labels: [...new Set(added.labels)],
      ...learned(added.self),
    })
    .returning({ id: accounts.id });
  if (account === undefined) throw new Error('the new account was not returned');
  await transaction
    .insert(accountSessions)
    .values({ workspaceId: workspace.id, accountId: account.id, ...sealed(account.id) });
  await recordSignIn(transaction, workspace, added, account.id);
  return { kind: 'added', id: account.id };
}

async function recordSignIn(
  transaction: Transaction,
  workspace: Workspace,
  { signedInBy }: NewAccount,
  accountId: AccountId,
): Promise<void> {
  if (signedInBy === undefined) return;
  const done = { outcome: 'done', errorCode: null, latencyMs: 0 } as const;
  await recordUsage(workspace, transaction, { accountId, kind: 'sign_in', actor: signedInBy, ...done });
}

async function lock(transaction: Transaction, name: string): Promise<void> {
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
}

/** The account with that user ID. Its row stays locked, so that nobody can lease the account meanwhile. */
async function findByUser(transaction: Transaction, workspace: Workspace, userId: string) {
  const [same] = await transaction
    .select({
      id: accounts.id,
      standing: accounts.standing,
      removedAt: accounts.removedAt,
      labels: accounts.labels,
    })
    .from(accounts)
    .where(and(eq(accounts.workspaceId, workspace.id), eq(accounts.telegramUserId, BigInt(userId))))
    .orderBy(sql`${accounts.removedAt} desc nulls first`, accounts.id)
    .limit(1)
    .for('update');
  if (same === undefined) return null;
  const { rows } = await transaction.execute<{ has_session: boolean; is_leased: boolean }>(sql`
    select
      exists (select from account_sessions where workspace_id = ${workspace.id} and account_id = ${same.id})
        as has_session,
      exists (select from account_leases where workspace_id = ${workspace.id} and account_id = ${same.id}
        and expires_at > now()) as is_leased`);
  const hasSession = rows[0]?.has_session === true;
  return {
    id: same.id,
    labels: same.labels,
    isLeased: rows[0]?.is_leased === true,
    isUsable: same.removedAt === null && hasSession && !lostStandings.has(same.standing),
  };
}

/** What the columns hold after Telegram itself has spoken of the account. */
function learned(self: TelegramSelf | null) {
  if (self === null) return {};
  const displayName = withoutNul(self.displayName);
  return {
    telegramUserId: BigInt(self.userId),
    phone: self.phone,
    ...(displayName === '' ? {} : { displayName }),
    username: self.username === null ? null : withoutNul(self.username),
    standing: 'active' as const,
    standingReason: null,
    floodWaitUntil: null,
    health: 100,
    lastUsedAt: sql`now()`,
    lastCheckedAt: sql`now()`,
  };
}

/** Postgres text cannot hold NUL; a name with one comes from a hostile account, not from a person. */
function withoutNul(text: string): string {
  return text.replaceAll('\u0000', '');
}
