import { sql } from 'drizzle-orm';
import type { Transaction } from '../backend/database.ts';
import type { Workspace } from '../workspaces/workspace.ts';

/**
 * Keeps those who add accounts out of each other's way until the transaction ends: any number add one account at a time,
 * an import that writes many waits for them and they for it. So whoever looks for a session finds it, or it is not there.
 */
export async function lockForAdding(
  transaction: Transaction,
  workspace: Workspace,
  adding: 'one' | 'many',
): Promise<void> {
  const key = sql`hashtextextended(${`${workspace.id}/accounts/adding`}, 0)`;
  await transaction.execute(
    adding === 'one'
      ? sql`select pg_advisory_xact_lock_shared(${key})`
      : sql`select pg_advisory_xact_lock(${key})`,
  );
}
