import { OpsdeckError } from '#contract/errors.ts';
import { Api } from 'telegram/tl/index.js';
import { classifyTelegramError } from '../classification.ts';
import type { CheckResult, TelegramSelf, TelegramServer } from '../driver.ts';
import { decodeSession } from '../session-string.ts';
import { ConnectionLost, openConnection, type TelegramConnection } from './connection.ts';
import { DeadlinePassed, startDeadline } from '../deadline.ts';
import { telegramErrorName } from './error-name.ts';
import type { QuietLogger } from './quiet-logger.ts';

type Dependencies = { readonly server: TelegramServer; readonly logger: QuietLogger };

/** Ours for an answer that is no user: nothing can be said of the account. */
const unexpectedAnswer = 'UNEXPECTED_ANSWER';

/**
 * Connects, reads the account's own user and classifies it. Never rejects for what the far end does or leaves undone;
 * when it resolves, the socket is closed.
 */
export async function checkAccount(
  dependencies: Dependencies,
  session: string,
  deadlineMs: number,
): Promise<CheckResult> {
  const startedAt = performance.now();
  const deadline = startDeadline(deadlineMs);
  let connection: TelegramConnection | null = null;
  try {
    connection = openConnection(dependencies, decodeSession(session));
    const answer = await deadline.race(
      connection.invoke(new Api.users.GetUsers({ id: [new Api.InputUserSelf()] })),
    );
    return readAnswer(answer, elapsedSince(startedAt));
  } catch (error) {
    const code = errorCodeOf(error);
    if (code === null) dependencies.logger.warn(`check: ${String(error)}`);
    return failed(code ?? 'UNKNOWN_FAULT', elapsedSince(startedAt));
  } finally {
    deadline.clear();
    await connection?.close();
  }
}

function readAnswer(answer: unknown, latencyMs: number): CheckResult {
  const user: unknown = Array.isArray(answer) ? answer[0] : undefined;
  if (!(user instanceof Api.User)) return failed(unexpectedAnswer, latencyMs);
  const self: TelegramSelf = {
    userId: user.id.toString(),
    phone: user.phone ? `+${user.phone}` : null,
    displayName: [user.firstName, user.lastName].filter(Boolean).join(' '),
    username: user.username || null,
  };
  if (user.deleted) return { ...failed('USER_DELETED', latencyMs), self };
  if (user.restricted) return { ...failed('USER_RESTRICTED', latencyMs), self };
  return { outcome: 'active', errorCode: null, latencyMs, floodWaitSeconds: null, self };
}

function failed(errorCode: string, latencyMs: number): CheckResult {
  return { ...classifyTelegramError(errorCode), errorCode, latencyMs, self: null };
}

function errorCodeOf(error: unknown): string | null {
  if (error instanceof DeadlinePassed) return 'TIMEOUT';
  if (error instanceof ConnectionLost) return error.code;
  if (error instanceof OpsdeckError) return error.code;
  return telegramErrorName(error);
}

function elapsedSince(startedAt: number): number {
  return Math.round(performance.now() - startedAt);
}
