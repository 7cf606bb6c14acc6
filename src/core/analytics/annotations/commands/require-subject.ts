import { sql } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { NoteSubject } from '#contract/metrics/annotations.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';

/**
 * Whom a note is about has to be there. Customers and channels are never deleted, so it stays true.
 *
 * @throws OpsdeckError NOT_FOUND
 */
export async function requireSubject(
  transaction: Transaction,
  { id: workspaceId }: Pick<Workspace, 'id'>,
  subject: NoteSubject | null,
): Promise<void> {
  if (subject === null || subject.kind === 'category') return;
  const { kind, id } = subject;
  const table = sql.raw(kind === 'customer' ? 'customers' : 'channels');
  const { rows } = await transaction.execute(
    sql`select 1 from ${table} where workspace_id = ${workspaceId} and id = ${id}`,
  );
  if (rows.length > 0) return;
  throw new OpsdeckError('NOT_FOUND', { what: `${kind === 'customer' ? 'Customer' : 'Channel'} ${id}` });
}
