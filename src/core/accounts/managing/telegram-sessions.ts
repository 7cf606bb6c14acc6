import type { TelegramSession } from '#contract/account-details.ts';
import type { AccountId } from '#contract/ids.ts';
import { type Instant, instant } from '#contract/time.ts';
import type { TelegramAuthorization } from '../../telegram/operation-result.ts';
import { type ConnectionDependencies, withAccountConnection } from './account-connection.ts';
import { valueOrThrow } from './operation-error.ts';

/** Where the account is signed in: the session that Opsdeck uses first, then the most recently active. */
export async function listSessions(
  dependencies: ConnectionDependencies,
  actor: string,
  accountId: AccountId,
): Promise<{ sessions: TelegramSession[]; readAt: Instant }> {
  const result = await withAccountConnection(
    dependencies,
    { accountId, kind: 'list_sessions', actor },
    (session, options) => dependencies.driver.listAuthorizations(session, options),
  );
  const sessions = valueOrThrow(accountId, result)
    .toSorted(
      (one, other) =>
        Number(other.isCurrent) - Number(one.isCurrent) || other.activeAt.getTime() - one.activeAt.getTime(),
    )
    .map(toSession);
  return { sessions, readAt: instant(Date.now()) };
}

/** Ends one other session on Telegram. @throws OpsdeckError TELEGRAM_REFUSED when it is gone already, or ours is too new. */
export async function endSession(
  dependencies: ConnectionDependencies,
  actor: string,
  accountId: AccountId,
  hash: string,
): Promise<Record<string, never>> {
  const result = await withAccountConnection(
    dependencies,
    { accountId, kind: 'end_session', actor },
    (session, options) => dependencies.driver.terminateAuthorization(session, hash, options),
  );
  valueOrThrow(accountId, result);
  return {};
}

/** Ends every other session on Telegram. @throws OpsdeckError TELEGRAM_REFUSED when ours is too new. */
export async function endOtherSessions(
  dependencies: ConnectionDependencies,
  actor: string,
  accountId: AccountId,
): Promise<Record<string, never>> {
  const result = await withAccountConnection(
    dependencies,
    { accountId, kind: 'end_other_sessions', actor },
    (session, options) => dependencies.driver.terminateOtherAuthorizations(session, options),
  );
  valueOrThrow(accountId, result);
  return {};
}

function toSession(authorization: TelegramAuthorization): TelegramSession {
  return {
    hash: authorization.hash,
    device: authorization.deviceModel,
    platform: join([authorization.platform, authorization.systemVersion], ' '),
    app: join([authorization.appName, authorization.appVersion], ' '),
    official: authorization.isOfficialApp,
    passwordPending: authorization.isPasswordPending,
    ip: authorization.ip,
    place: join([authorization.region, authorization.country], ', '),
    signedInAt: instant(authorization.createdAt),
    activeAt: instant(authorization.activeAt),
  };
}

function join(parts: readonly string[], separator: string): string {
  return parts.filter((part) => part !== '').join(separator);
}
