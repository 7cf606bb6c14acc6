import { and, eq } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { ReportDefinitionId } from '#contract/ids.ts';
import type { Transaction } from '../../backend/database.ts';
import type { Caller } from '../../rpc/caller.ts';
import { operatorName } from '../../workspaces/operator-name.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { reportDefinitions } from '../schema.ts';

export type LockedDefinition = typeof reportDefinitions.$inferSelect;

/**
 * The definition as it is, for a change by the caller; null when there is none. It stays so until the transaction ends.
 *
 * @throws OpsdeckError REPORT_NOT_YOURS for one of somebody else, unless the caller is an administrator
 */
export async function lockDefinition(
  transaction: Transaction,
  { id: workspaceId }: Pick<Workspace, 'id'>,
  caller: Caller,
  id: ReportDefinitionId,
): Promise<LockedDefinition | null> {
  const [definition] = await transaction
    .select()
    .from(reportDefinitions)
    .where(and(eq(reportDefinitions.workspaceId, workspaceId), eq(reportDefinitions.id, id)))
    .for('update');
  if (definition === undefined) return null;
  if (definition.operatorId === caller.operatorId || caller.role === 'admin') return definition;
  const owner = await operatorName(transaction, workspaceId, definition.operatorId);
  throw new OpsdeckError('REPORT_NOT_YOURS', { name: definition.name, owner });
}
