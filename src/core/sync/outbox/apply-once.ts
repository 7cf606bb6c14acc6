import { and, eq, sql } from 'drizzle-orm';
import type { z } from 'zod';
import type { CommandKey } from '#contract/outbox.ts';
import type { Transaction } from '../../backend/database.ts';
import { inTransaction } from '../../backend/transaction.ts';
import type { Caller } from '../../rpc/caller.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { appliedCommands } from './schema.ts';

/** One call of a command, as it is told from all others. */
export type KeyedCall = { readonly key: CommandKey; readonly command: string; readonly caller: Caller };

/**
 * Runs the work in one transaction together with the note that this key has taken effect. When it had before, nothing is done
 * and the answer of then is returned. A transaction of the same key that is still under way on the server is waited for.
 */
export async function applyOnce(
  workspace: Workspace,
  { key, command, caller }: KeyedCall,
  work: (transaction: Transaction) => Promise<unknown>,
): Promise<unknown> {
  const own = and(eq(appliedCommands.workspaceId, workspace.id), eq(appliedCommands.key, key));
  return inTransaction(workspace.database, async (transaction) => {
    const claimed = await transaction
      .insert(appliedCommands)
      .values({
        workspaceId: workspace.id,
        key,
        operatorId: caller.operatorId,
        command,
        answer: sql`'null'::jsonb`,
      })
      .onConflictDoNothing()
      .returning({ key: appliedCommands.key })
      .prepare('command_claim')
      .execute();
    if (claimed.length === 0) {
      const [before] = await transaction
        .select({ answer: appliedCommands.answer })
        .from(appliedCommands)
        .where(own);
      return before?.answer;
    }
    const answer = await work(transaction);
    await transaction.update(appliedCommands).set({ answer }).where(own).prepare('command_answer').execute();
    return answer;
  });
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
