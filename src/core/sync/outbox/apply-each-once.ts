import { and, eq, inArray, sql } from 'drizzle-orm';
import type { CommandKey } from '#contract/outbox.ts';
import type { Transaction } from '../../backend/database.ts';
import { inTransaction } from '../../backend/transaction.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import type { KeyedCall } from './apply-once.ts';
import { appliedCommands } from './schema.ts';

/** Calls of one command by one operator, each under a key of its own. */
type Calls = Omit<KeyedCall, 'key'> & { readonly keys: readonly CommandKey[] };

/**
 * Does for many keys at once, in one transaction, what `applyOnce` does for one: for those that took effect before, nothing is done and the
 * answer of then is given; for the others, the work is. A key for which it gives no answer has not taken effect, and may be sent
 * again. As many statements for a thousand keys as for one.
 */
export async function applyEachOnce(
  workspace: Workspace,
  { keys, command, caller }: Calls,
  work: (
    transaction: Transaction,
    fresh: ReadonlySet<CommandKey>,
  ) => Promise<ReadonlyMap<CommandKey, unknown>>,
): Promise<ReadonlyMap<CommandKey, unknown>> {
  // In one order, so that two of the same keys never wait for each other.
  const sorted = [...new Set(keys)].toSorted();
  return inTransaction(workspace.database, async (transaction) => {
    const ofWorkspace = eq(appliedCommands.workspaceId, workspace.id);
    const claimed = await transaction
      .insert(appliedCommands)
      .values(
        sorted.map((key) => ({
          workspaceId: workspace.id,
          key,
          operatorId: caller.operatorId,
          command,
          answer: sql`'null'::jsonb`,
        })),
      )
      .onConflictDoNothing()
      .returning({ key: appliedCommands.key });
    const fresh = new Set(claimed.map(({ key }) => key));
    const isFresh = (key: CommandKey) => fresh.has(key);
    const before = await transaction
      .select({ key: appliedCommands.key, answer: appliedCommands.answer })
      .from(appliedCommands)
      .where(
        and(
          ofWorkspace,
          inArray(
            appliedCommands.key,
            sorted.filter((key) => !isFresh(key)),
          ),
        ),
      );
    const answers = await work(transaction, new Set(sorted.filter(isFresh)));
    const without = sorted.filter((key) => isFresh(key) && !answers.has(key));
    if (without.length > 0)
      await transaction
        .delete(appliedCommands)
        .where(and(ofWorkspace, inArray(appliedCommands.key, without)));
    const told = JSON.stringify(Object.fromEntries(answers));
    await transaction.execute(sql`
      update applied_commands set answer = told.value from jsonb_each(${told}::jsonb) as told
      where workspace_id = ${workspace.id} and applied_commands.key = told.key::uuid`);
    const earlier = new Map<string, unknown>(before.map(({ key, answer }) => [key, answer]));
    return new Map(
      sorted.flatMap((key) => {
        if (answers.has(key)) return [[key, answers.get(key)] as const];
        return earlier.has(key) ? [[key, earlier.get(key)] as const] : [];
      }),
    );
  });
}
