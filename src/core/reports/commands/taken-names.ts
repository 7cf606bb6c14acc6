import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../backend/database.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { reportDefinitions } from '../schema.ts';

/** What the team's reports are called. Until the transaction ends, nobody else gives one a name. */
export async function takenNames(
  transaction: Transaction,
  { id: workspaceId }: Pick<Workspace, 'id'>,
): Promise<ReadonlySet<string>> {
  await transaction.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`reports ${workspaceId}`}, 0))`,
  );
  const rows = await transaction
    .select({ name: reportDefinitions.name })
    .from(reportDefinitions)
    .where(eq(reportDefinitions.workspaceId, workspaceId));
  return new Set(rows.map(({ name }) => name));
}
