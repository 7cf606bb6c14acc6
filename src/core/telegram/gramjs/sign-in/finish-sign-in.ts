import { Api } from 'telegram/tl/index.js';
import type { SessionString } from '../../driver.ts';
import type { SignInStepDone } from '../../operations.ts';
import { signInRefusals, type SignInStep } from '../../sign-in.ts';
import type { TelegramDependencies } from '../connection.ts';
import { errorCodeOf } from '../error-code.ts';
import { telegramErrorName } from '../error-name.ts';
import { readSelf } from '../operations/self.ts';
import type { SignInLink } from './sign-in-link.ts';

const floodPattern = /^FLOOD_WAIT_(\d{1,9})$/;

/** Other names for what is one refusal to a person. */
const sameAs: Readonly<Record<string, string>> = {
  PHONE_NUMBER_APP_SIGNUP_FORBIDDEN: 'PHONE_NUMBER_UNOCCUPIED',
  PHONE_CODE_HASH_EMPTY: 'PHONE_CODE_EXPIRED',
  PHONE_HASH_EXPIRED: 'PHONE_CODE_EXPIRED',
  AUTH_TOKEN_INVALID: 'AUTH_TOKEN_EXPIRED',
  AUTH_TOKEN_INVALIDX: 'AUTH_TOKEN_EXPIRED',
  AUTH_TOKEN_ALREADY_ACCEPTED: 'AUTH_TOKEN_EXPIRED',
};

/** What whoever signs in is told of an error: a refusal where there is one, else that Telegram was not reached. */
export function stepForError(error: unknown, { logger }: TelegramDependencies): SignInStep {
  const errorCode = errorCodeOf(error, logger);
  const wait = floodPattern.exec(errorCode)?.[1];
  if (wait !== undefined) return { kind: 'refused', reason: 'FLOOD_WAIT', waitSeconds: Number(wait) };
  const name = sameAs[errorCode] ?? errorCode;
  const reason = signInRefusals.find((refusal) => refusal === name);
  if (reason !== undefined) return { kind: 'refused', reason, waitSeconds: null };
  return { kind: 'unreachable', errorCode };
}

/** The end of a sign-in, from Telegram's answer to a code, a password or a token. */
export function finishSignIn(link: SignInLink, answer: unknown): SignInStepDone<SessionString> {
  if (answer instanceof Api.auth.AuthorizationSignUpRequired) {
    return {
      step: { kind: 'refused', reason: 'PHONE_NUMBER_UNOCCUPIED', waitSeconds: null },
      next: link.key,
    };
  }
  const user = answer instanceof Api.auth.Authorization ? answer.user : answer;
  const session = link.key;
  if (!(user instanceof Api.User) || session === null) {
    return { step: { kind: 'unreachable', errorCode: 'UNEXPECTED_ANSWER' }, next: session };
  }
  const { dataCentre } = link;
  return { step: { kind: 'signed-in', session, dataCentre, self: readSelf(user) }, next: null };
}

/** Asks for the hint of the password that Telegram now wants. */
export async function askForPassword(link: SignInLink): Promise<SignInStepDone<SessionString>> {
  const answer = await link.invoke(new Api.account.GetPassword());
  const hint = answer instanceof Api.account.Password ? (answer.hint ?? null) : null;
  return { step: { kind: 'password-needed', hint }, next: link.key };
}

export function wantsPassword(error: unknown): boolean {
  return telegramErrorName(error) === 'SESSION_PASSWORD_NEEDED';
}

/** The account, when the key is signed in already; null when it is not. */
export async function whoIsSignedIn(link: SignInLink): Promise<Api.User | null> {
  try {
    const answer = await link.invoke(new Api.users.GetUsers({ id: [new Api.InputUserSelf()] }));
    const user: unknown = Array.isArray(answer) ? answer[0] : undefined;
    return user instanceof Api.User ? user : null;
  } catch (error) {
    if (telegramErrorName(error) === null) throw error;
    return null;
  }
}
