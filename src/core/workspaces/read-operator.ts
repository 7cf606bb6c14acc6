import { and, eq } from 'drizzle-orm';
import type { OperatorId } from '#contract/ids.ts';
import type { Caller } from '../rpc/caller.ts';
import { operators } from './schema.ts';
import type { WorkspaceIn } from './workspace.ts';

/** Who an operator is today; null when there is none of that ID. */
export async function readOperator(
  { id, database }: WorkspaceIn,
  operatorId: OperatorId,
): Promise<Caller | null> {
  const [row] = await database
    .select({ operatorId: operators.id, name: operators.name, role: operators.role })
    .from(operators)
    .where(and(eq(operators.workspaceId, id), eq(operators.id, operatorId)));
  return row ?? null;
}
