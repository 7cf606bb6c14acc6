import type { SignInStep } from '#contract/sign-in.ts';
import type { Logger } from '../../logging/logger.ts';
import type { TelegramDriver } from '../../telegram/driver.ts';
import type { SignedIn } from '../../telegram/sign-in.ts';
import type { Vault } from '../../vault/open-vault.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import type { AccountEvents } from '../account-events.ts';
import { storeAccount } from '../commands/store-account.ts';

export type SignInDependencies = {
  readonly workspace: Workspace;
  readonly vault: Vault;
  readonly driver: TelegramDriver;
  readonly events: AccountEvents;
  readonly logger: Logger;
};

export type SignedInStep = Extract<SignInStep, { kind: 'signed-in' }>;

/** Who signs the account in, and the labels it gets. */
export type SignInOrder = { readonly operator: string; readonly labels: readonly string[] };

const logOutDeadlineMs = 10_000;

/**
 * Stores what a sign-in obtained. A session that cannot be stored is logged out on Telegram again: nobody holds it, so it
 * must not stay signed in.
 *
 * @throws OpsdeckError ACCOUNT_ALREADY_ADDED
 */
export async function completeSignIn(
  dependencies: SignInDependencies,
  { session, self }: SignedIn,
  order: SignInOrder,
): Promise<SignedInStep> {
  const { labels, operator } = order;
  const added = { session, self, labels, displayName: '', signedInBy: operator };
  const { id, kind } = await storeAccount(dependencies, added).catch(async (error: unknown) => {
    await logOut(dependencies, session);
    throw error;
  });
  dependencies.events.changed();
  const { displayName, phone, username } = self;
  return {
    kind: 'signed-in',
    account: { kind: kind === 'added' ? 'added' : 'renewed', id, displayName, phone, username },
  };
}

async function logOut({ driver, logger }: SignInDependencies, session: SignedIn['session']): Promise<void> {
  try {
    const ended = await driver.logOut(session, { deadlineMs: logOutDeadlineMs });
    if (ended.kind === 'done') return;
    const errorCode = ended.kind === 'failed' ? ended.errorCode : ended.reason;
    logger.warn({ errorCode }, 'a session that was not stored could not be logged out on Telegram');
  } catch (error) {
    logger.warn({ err: error }, 'a session that was not stored could not be logged out on Telegram');
  }
}
