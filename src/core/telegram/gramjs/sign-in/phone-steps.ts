import { Api } from 'telegram/tl/index.js';
import type { SessionString } from '../../driver.ts';
import type { OperationInput, PendingPhoneSignIn, SignInStepDone } from '../../operations.ts';
import type { TelegramDependencies } from '../connection.ts';
import { telegramErrorName } from '../error-name.ts';
import { askForPassword, finishSignIn, wantsPassword, whoIsSignedIn } from './finish-sign-in.ts';
import { readSentCode } from './sent-code.ts';
import type { SignInLink } from './sign-in-link.ts';
import { withLink } from './with-link.ts';

export function sendCode(
  dependencies: TelegramDependencies,
  { phone, key }: OperationInput<'send-code'>,
  deadlineMs: number,
): Promise<SignInStepDone<PendingPhoneSignIn>> {
  return withLink(dependencies, key, deadlineMs, (link) => requestCode(dependencies, link, phone));
}

export function resendCode(
  dependencies: TelegramDependencies,
  pending: OperationInput<'resend-code'>,
  deadlineMs: number,
): Promise<SignInStepDone<PendingPhoneSignIn>> {
  const { key, phone, phoneCodeHash } = pending;
  return withLink(dependencies, key, deadlineMs, async (link) => {
    try {
      const answer = await link.invoke(new Api.auth.ResendCode({ phoneNumber: phone, phoneCodeHash }));
      return codeSent(link, phone, answer);
    } catch (error) {
      // It has run out, so there is nothing to send again: a new one takes its place.
      if (telegramErrorName(error) !== 'PHONE_CODE_EXPIRED') throw error;
      return await requestCode(dependencies, link, phone);
    }
  });
}

/** Tells Telegram that the code is no longer wanted. Whether that arrives does not matter. */
export async function cancelCode(
  dependencies: TelegramDependencies,
  { key, phone, phoneCodeHash }: OperationInput<'cancel-code'>,
  deadlineMs: number,
): Promise<null> {
  await withLink(dependencies, key, deadlineMs, async (link) => {
    const answer = await link.invoke(new Api.auth.CancelCode({ phoneNumber: phone, phoneCodeHash }));
    return finishSignIn(link, answer);
  });
  return null;
}

export function signIn(
  dependencies: TelegramDependencies,
  { key, phone, phoneCodeHash, code, mayBeSignedIn }: OperationInput<'sign-in'>,
  deadlineMs: number,
): Promise<SignInStepDone<SessionString>> {
  return withLink(dependencies, key, deadlineMs, async (link) => {
    const user = mayBeSignedIn ? await whoIsSignedIn(link) : null;
    if (user !== null) return finishSignIn(link, user);
    try {
      const request = new Api.auth.SignIn({ phoneNumber: phone, phoneCodeHash, phoneCode: code });
      return finishSignIn(link, await link.invoke(request));
    } catch (error) {
      if (!wantsPassword(error)) throw error;
      return await askForPassword(link);
    }
  });
}

async function requestCode(
  { server }: TelegramDependencies,
  link: SignInLink,
  phone: string,
): Promise<SignInStepDone<PendingPhoneSignIn>> {
  const { apiId, apiHash } = server;
  const settings = new Api.CodeSettings({});
  return codeSent(
    link,
    phone,
    await link.invoke(new Api.auth.SendCode({ phoneNumber: phone, apiId, apiHash, settings })),
  );
}

function codeSent(link: SignInLink, phone: string, answer: unknown): SignInStepDone<PendingPhoneSignIn> {
  if (answer instanceof Api.auth.SentCodeSuccess) {
    return { step: finishSignIn(link, answer.authorization).step, next: null };
  }
  const { key } = link;
  if (!(answer instanceof Api.auth.SentCode) || key === null) {
    return { step: { kind: 'unreachable', errorCode: 'UNEXPECTED_ANSWER' }, next: null };
  }
  return {
    step: { kind: 'code-sent', code: readSentCode(answer) },
    next: { key, phone, phoneCodeHash: answer.phoneCodeHash },
  };
}
