import { randomUUID } from 'node:crypto';
import { type AnnotationId, annotationIdSchema } from '#contract/ids.ts';
import type { NewNote } from '#contract/metrics/annotations.ts';
import { inTransaction } from '../../../backend/transaction.ts';
import type { Caller } from '../../../rpc/caller.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import { annotations } from '../schema.ts';
import { requireSubject } from './require-subject.ts';

/**
 * Notes something down about a day.
 *
 * @throws OpsdeckError NOT_FOUND
 */
export async function annotate(
  workspace: Workspace,
  { operatorId }: Caller,
  { day, text, subject }: NewNote,
): Promise<{ id: AnnotationId }> {
  const id = annotationIdSchema.parse(randomUUID());
  await inTransaction(workspace.database, async (transaction) => {
    await requireSubject(transaction, workspace, subject);
    await transaction.insert(annotations).values({
      workspaceId: workspace.id,
      id,
      day,
      text,
      subjectKind: subject?.kind ?? null,
      subjectId:
        subject === null ? null : String(subject.kind === 'category' ? subject.category : subject.id),
      operatorId,
    });
  });
  return { id };
}
