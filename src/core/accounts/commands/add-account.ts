import { and, eq, sql } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { AccountId } from '#contract/ids.ts';
import { inTransaction } from '../../backend/transaction.ts';
import { parseSessionString } from '../../telegram/session-string.ts';
import type { Vault } from '../../vault/open-vault.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { accounts, accountSessions } from '../schema.ts';
import { sessionPurpose } from '../session-purpose.ts';

type NewAccount = {
  readonly session: string;
  readonly displayName: string;
  readonly labels: readonly string[];
};

/**
 * Adds an account by its session string. A session that was removed a moment ago comes back as the account it was.
 *
 * @throws OpsdeckError SESSION_MALFORMED; ACCOUNT_ALREADY_ADDED when the session belongs to an account of the pool, in
 * whichever format it was pasted.
 */
export function addAccount(
  workspace: Workspace,
  vault: Vault,
  added: NewAccount,
): Promise<{ id: AccountId }> {
  const session = parseSessionString(added.session);
  const fingerprint = vault.fingerprint(session.fingerprint);
  return inTransaction(workspace.database, async (transaction) => {
    // Two consoles that add the same session at the same time: the second waits here and then finds the first's row.
    await transaction.execute(
      sql`select pg_advisory_xact_lock(hashtextextended(${fingerprint.toString('hex')}, 0))`,
    );
    const [known] = await transaction
      .select({ id: accounts.id, removedAt: accounts.removedAt })
      .from(accountSessions)
      .innerJoin(
        accounts,
        and(
          eq(accounts.workspaceId, accountSessions.workspaceId),
          eq(accounts.id, accountSessions.accountId),
        ),
      )
      .where(
        and(eq(accountSessions.workspaceId, workspace.id), eq(accountSessions.fingerprint, fingerprint)),
      );
    if (known !== undefined && known.removedAt === null) {
      throw new OpsdeckError('ACCOUNT_ALREADY_ADDED', { id: known.id });
    }
    if (known !== undefined) {
      await transaction
        .update(accounts)
        .set({ removedAt: null })
        .where(and(eq(accounts.workspaceId, workspace.id), eq(accounts.id, known.id)));
      return { id: known.id };
    }
    const [account] = await transaction
      .insert(accounts)
      .values({
        workspaceId: workspace.id,
        displayName: added.displayName,
        labels: [...new Set(added.labels)],
      })
      .returning({ id: accounts.id });
    if (account === undefined) throw new Error('the new account was not returned');
    await transaction.insert(accountSessions).values({
      workspaceId: workspace.id,
      accountId: account.id,
      ciphertext: vault.encrypt(session.session, sessionPurpose(workspace.id, account.id)),
      fingerprint,
    });
    return account;
  });
}
