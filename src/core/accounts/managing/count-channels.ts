import { and, eq } from 'drizzle-orm';
import type { AccountId } from '#contract/ids.ts';
import { accounts } from '../schema.ts';
import { type ConnectionDependencies, withAccountConnection } from './account-connection.ts';
import { valueOrThrow } from './operation-error.ts';

/** Asks Telegram how many channels and supergroups the account is in, and stores the number. */
export async function countChannels(
  dependencies: ConnectionDependencies,
  actor: string,
  accountId: AccountId,
): Promise<{ joinedChannels: number }> {
  const { workspace, driver } = dependencies;
  const result = await withAccountConnection(
    dependencies,
    { accountId, kind: 'count_channels', actor },
    (session, options) => driver.countJoinedChannels(session, options),
  );
  const joinedChannels = valueOrThrow(accountId, result);
  await workspace.database
    .update(accounts)
    .set({ joinedChannels })
    .where(and(eq(accounts.workspaceId, workspace.id), eq(accounts.id, accountId)));
  return { joinedChannels };
}
