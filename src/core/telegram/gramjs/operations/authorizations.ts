import { returnBigInt } from 'telegram/Helpers.js';
import { Api } from 'telegram/tl/index.js';
import type { OperationResult, TelegramAuthorization } from '../../operation-result.ts';
import type { TelegramDependencies } from '../connection.ts';
import type { Course } from '../course.ts';
import { runOnSession, UnexpectedAnswer } from './run-on-session.ts';

export function listAuthorizations(
  dependencies: TelegramDependencies,
  session: string,
  course: Course,
): Promise<OperationResult<readonly TelegramAuthorization[]>> {
  return runOnSession(dependencies, session, course, async (invoke) => {
    const answer = await invoke(new Api.account.GetAuthorizations());
    if (!(answer instanceof Api.account.Authorizations)) throw new UnexpectedAnswer();
    return answer.authorizations.map(readAuthorization);
  });
}

export function terminateAuthorization(
  dependencies: TelegramDependencies,
  input: { readonly session: string; readonly hash: string },
  course: Course,
): Promise<OperationResult<null>> {
  // No number that Telegram gives out: it would be cut down to one that may name another session.
  if (!isHash(input.hash)) return Promise.resolve({ kind: 'refused', reason: 'HASH_INVALID', latencyMs: 0 });
  return runOnSession(dependencies, input.session, course, async (invoke) => {
    await invoke(new Api.account.ResetAuthorization({ hash: returnBigInt(input.hash) }));
    return null;
  });
}

export function terminateOthers(
  dependencies: TelegramDependencies,
  session: string,
  course: Course,
): Promise<OperationResult<null>> {
  return runOnSession(dependencies, session, course, async (invoke) => {
    await invoke(new Api.auth.ResetAuthorizations());
    return null;
  });
}

export function logOut(
  dependencies: TelegramDependencies,
  session: string,
  course: Course,
): Promise<OperationResult<null>> {
  return runOnSession(dependencies, session, course, async (invoke) => {
    await invoke(new Api.auth.LogOut());
    return null;
  });
}

function isHash(text: string): boolean {
  return /^-?\d{1,19}$/.test(text) && BigInt(text) === BigInt.asIntN(64, BigInt(text));
}

function readAuthorization(authorization: Api.TypeAuthorization): TelegramAuthorization {
  const { deviceModel, platform, systemVersion, appName, appVersion, ip, country, region } = authorization;
  const isCurrent = authorization.current === true;
  return {
    hash: isCurrent ? null : authorization.hash.toString(),
    isCurrent,
    isOfficialApp: authorization.officialApp === true,
    isPasswordPending: authorization.passwordPending === true,
    deviceModel,
    platform,
    systemVersion,
    appName,
    appVersion,
    ip,
    country,
    region,
    createdAt: new Date(authorization.dateCreated * 1000),
    activeAt: new Date(authorization.dateActive * 1000),
  };
}
