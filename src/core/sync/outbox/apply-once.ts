import { and, eq } from 'drizzle-orm';
import type { z } from 'zod';
import { isOpsdeckError } from '#contract/errors.ts';
import type { CommandKey } from '#contract/outbox.ts';
import { backendError } from '../../backend/backend-error.ts';
import type { Transaction } from '../../backend/database.ts';
import { inTransaction } from '../../backend/transaction.ts';
import type { Caller } from '../../rpc/caller.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { appliedCommands } from './schema.ts';

/** One call of a command, as it is told from all others. */
export type KeyedCall = { readonly key: CommandKey; readonly command: string; readonly caller: Caller };

/** Thrown to undo what was done under a key that had taken effect before. */
class AlreadyApplied extends Error {}

/**
 * Runs the work in one transaction together with the note that this key has taken effect, and what was answered. When it had
 * before, nothing is done and the answer of then is returned. That is looked up last, because nearly every key is new: what was
 * done for one that is not is undone, and a refusal is no answer while the key has another. Two transactions of the same key at
 * once: the second waits for the first, at the latest with its note.
 */
export async function applyOnce(
  workspace: Workspace,
  { key, command, caller }: KeyedCall,
  work: (transaction: Transaction) => Promise<unknown>,
): Promise<unknown> {
  try {
    return await inTransaction(workspace.database, async (transaction) => {
      const answer = await work(transaction);
      const noted = await transaction
        .insert(appliedCommands)
        .values({ workspaceId: workspace.id, key, operatorId: caller.operatorId, command, answer })
        .onConflictDoNothing()
        .prepare('command_applied')
        .execute();
      if (noted.rowCount === 0) throw new AlreadyApplied();
      return answer;
    });
  } catch (error) {
    // The database is away: whether it took effect is found out when it is sent again.
    if (!isOpsdeckError(error) && backendError(error) !== null) throw error;
    // When this fails, a refusal would be no true answer: what fails is told, and the call is sent again.
    const before = await answerOf(workspace, key);
    if (before === undefined) throw error;
    return before.answer;
  }
}

/** What was answered under the key; undefined when it has not taken effect. */
async function answerOf(
  { id, database }: Workspace,
  key: CommandKey,
): Promise<{ answer: unknown } | undefined> {
  const [before] = await database
    .select({ answer: appliedCommands.answer })
    .from(appliedCommands)
    .where(and(eq(appliedCommands.workspaceId, id), eq(appliedCommands.key, key)));
  return before;
}

/** The same, with an answer of the command's schema: it is parsed again, since it may be that of the first time, out of the database. */
export async function answerOnce<Answer>(
  workspace: Workspace,
  output: z.ZodType<Answer>,
  call: KeyedCall,
  work: (transaction: Transaction) => Promise<Answer>,
): Promise<Answer> {
  return output.parse(await applyOnce(workspace, call, work));
}
