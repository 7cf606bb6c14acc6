import { and, eq, gt, inArray, sql } from 'drizzle-orm';
import type { Holder } from '#contract/accounts.ts';
import type { AccountId } from '#contract/ids.ts';
import { instant } from '#contract/time.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import type { LeaseHolder } from '../leases/lease-holder.ts';
import { accountLeases } from '../schema.ts';

/** Which of these accounts a console has connected right now, and which one. */
export async function holdersOf(
  workspace: Workspace,
  ids: readonly AccountId[],
  here?: LeaseHolder,
): Promise<ReadonlyMap<AccountId, Holder>> {
  if (ids.length === 0) return new Map();
  const rows = await workspace.database
    .select({
      accountId: accountLeases.accountId,
      holder: accountLeases.holder,
      name: accountLeases.holderName,
      until: accountLeases.expiresAt,
    })
    .from(accountLeases)
    .where(
      and(
        eq(accountLeases.workspaceId, workspace.id),
        inArray(accountLeases.accountId, [...ids]),
        gt(accountLeases.expiresAt, sql`now()`),
      ),
    );
  return new Map(
    rows.map((row) => [
      row.accountId,
      { name: row.name, until: instant(row.until), here: row.holder === here?.id },
    ]),
  );
}
