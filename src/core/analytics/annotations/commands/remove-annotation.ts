import { and, eq } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { AnnotationId } from '#contract/ids.ts';
import { inTransaction } from '../../../backend/transaction.ts';
import type { Caller } from '../../../rpc/caller.ts';
import { operatorName } from '../../../workspaces/operator-name.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import { annotations } from '../schema.ts';

/**
 * Removes a note. False when there was none.
 *
 * @throws OpsdeckError ANNOTATION_NOT_YOURS for one of somebody else, unless the caller is an administrator
 */
export function removeAnnotation(
  workspace: Workspace,
  caller: Caller,
  id: AnnotationId,
): Promise<{ removed: boolean }> {
  const isIt = and(eq(annotations.workspaceId, workspace.id), eq(annotations.id, id));
  return inTransaction(workspace.database, async (transaction) => {
    const [note] = await transaction
      .select({ day: annotations.day, operatorId: annotations.operatorId })
      .from(annotations)
      .where(isIt)
      .for('update');
    if (note === undefined) return { removed: false };
    if (note.operatorId !== caller.operatorId && caller.role !== 'admin') {
      const owner = await operatorName(transaction, workspace.id, note.operatorId);
      throw new OpsdeckError('ANNOTATION_NOT_YOURS', { day: note.day, owner });
    }
    await transaction.delete(annotations).where(isIt);
    return { removed: true };
  });
}
