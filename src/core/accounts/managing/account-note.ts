import { and, eq, sql } from 'drizzle-orm';
import type { AccountNote } from '#contract/account-details.ts';
import { OpsdeckError } from '#contract/errors.ts';
import type { AccountId } from '#contract/ids.ts';
import { instant } from '#contract/time.ts';
import type { WorkspaceIn } from '../../workspaces/workspace.ts';
import { accountNotes } from '../schema.ts';
import { requireInPool } from './require-in-pool.ts';

/**
 * Saves a note over the version that the editor has seen. Saving the same text again (because the answer was lost on the way)
 * is no conflict.
 *
 * @throws OpsdeckError NOT_FOUND; NOTE_CHANGED_BY_OTHER when it has another version by now, and nothing is saved
 */
export async function saveNote(
  workspace: WorkspaceIn,
  changedBy: string,
  { id, text, version }: { readonly id: AccountId; readonly text: string; readonly version: number },
): Promise<AccountNote> {
  await requireInPool(workspace, id);
  const changed = { text, changedBy, changedAt: sql`now()` };
  const saved =
    version === 0
      ? await workspace.database
          .insert(accountNotes)
          .values({ workspaceId: workspace.id, accountId: id, version: 1, ...changed })
          .onConflictDoNothing()
          .returning()
      : await workspace.database
          .update(accountNotes)
          .set({ ...changed, version: version + 1 })
          .where(
            and(
              eq(accountNotes.workspaceId, workspace.id),
              eq(accountNotes.accountId, id),
              eq(accountNotes.version, version),
            ),
          )
          .returning();
  if (saved[0] !== undefined) return toNote(saved[0]);
  const current = await storedNote(workspace, id);
  if (current?.text === text && current.changedBy === changedBy) return current;
  throw new OpsdeckError('NOTE_CHANGED_BY_OTHER', { id, by: current?.changedBy ?? '?' });
}

/** The note as the database has it now; null when the account never had one. */
export async function storedNote(workspace: WorkspaceIn, id: AccountId): Promise<AccountNote | null> {
  const [row] = await workspace.database
    .select()
    .from(accountNotes)
    .where(and(eq(accountNotes.workspaceId, workspace.id), eq(accountNotes.accountId, id)));
  return row === undefined ? null : toNote(row);
}

function toNote({ text, version, changedBy, changedAt }: typeof accountNotes.$inferSelect): AccountNote {
  return { text, version, changedBy, changedAt: instant(changedAt) };
}
