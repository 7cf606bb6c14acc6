import { and, eq } from 'drizzle-orm';
import type { OperatorId, WorkspaceId } from '#contract/ids.ts';
import type { Transaction } from '../backend/database.ts';
import { operators } from './schema.ts';

/** What an operator is called, for a refusal that names them; “somebody else” when they are no longer here. */
export async function operatorName(
  transaction: Transaction,
  workspaceId: WorkspaceId,
  operatorId: OperatorId,
): Promise<string> {
  const [operator] = await transaction
    .select({ name: operators.name })
    .from(operators)
    .where(and(eq(operators.workspaceId, workspaceId), eq(operators.id, operatorId)));
  return operator?.name ?? 'somebody else';
}
