import { computeCheck } from 'telegram/Password.js';
import { Api } from 'telegram/tl/index.js';
import type { SessionString } from '../../driver.ts';
import type { OperationInput, SignInStepDone } from '../../operations.ts';
import type { TelegramDependencies } from '../connection.ts';
import { telegramErrorName } from '../error-name.ts';
import { finishSignIn, whoIsSignedIn } from './finish-sign-in.ts';
import type { SignInLink } from './sign-in-link.ts';
import { withLink } from './with-link.ts';

/** The proof belongs to one challenge; a challenge that was overtaken by another is asked for again once. */
const mostChallenges = 2;

/** Proves with SRP that the person knows the two-step password; the password itself stays here. */
export function checkPassword(
  dependencies: TelegramDependencies,
  { key, password, mayBeSignedIn }: OperationInput<'check-password'>,
  deadlineMs: number,
): Promise<SignInStepDone<SessionString>> {
  return withLink(dependencies, key, deadlineMs, async (link) => {
    const user = mayBeSignedIn ? await whoIsSignedIn(link) : null;
    if (user !== null) return finishSignIn(link, user);
    return finishSignIn(link, await prove(link, password));
  });
}

async function prove(link: SignInLink, password: string): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    const challenge = await link.invoke(new Api.account.GetPassword());
    if (!(challenge instanceof Api.account.Password)) return null;
    try {
      const proof = await computeCheck(challenge, password);
      return await link.invoke(new Api.auth.CheckPassword({ password: proof }));
    } catch (error) {
      if (telegramErrorName(error) !== 'SRP_ID_INVALID' || attempt === mostChallenges) throw error;
    }
  }
}
