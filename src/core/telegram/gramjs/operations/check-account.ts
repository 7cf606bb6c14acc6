import { Api } from 'telegram/tl/index.js';
import { classifyTelegramError } from '../../classification.ts';
import { startDeadline } from '../../deadline.ts';
import type { CheckResult } from '../../driver.ts';
import { decodeSession } from '../../session-string.ts';
import { openConnection, type TelegramConnection, type TelegramDependencies } from '../connection.ts';
import type { Course } from '../course.ts';
import { errorCodeOf } from '../error-code.ts';
import { readSelf } from './self.ts';

/** Ours for an answer that is no user: nothing can be said of the account. */
const unexpectedAnswer = 'UNEXPECTED_ANSWER';

/**
 * Connects, reads the account's own user and classifies it. Never rejects for what the far end does or leaves undone;
 * when it resolves, the socket is closed.
 */
export async function checkAccount(
  dependencies: TelegramDependencies,
  session: string,
  { deadlineMs, signal }: Course,
): Promise<CheckResult> {
  const startedAt = performance.now();
  const deadline = startDeadline(deadlineMs, signal);
  let connection: TelegramConnection | null = null;
  try {
    deadline.requireTime();
    connection = openConnection(dependencies, decodeSession(session));
    const answer = await deadline.race(
      connection.invoke(new Api.users.GetUsers({ id: [new Api.InputUserSelf()] })),
    );
    return readAnswer(answer, elapsedSince(startedAt));
  } catch (error) {
    return failed(errorCodeOf(error, dependencies.logger), elapsedSince(startedAt));
  } finally {
    deadline.clear();
    await connection?.close();
  }
}

function readAnswer(answer: unknown, latencyMs: number): CheckResult {
  const user: unknown = Array.isArray(answer) ? answer[0] : undefined;
  if (!(user instanceof Api.User)) return failed(unexpectedAnswer, latencyMs);
  const self = readSelf(user);
  if (user.deleted) return { ...failed('USER_DELETED', latencyMs), self };
  if (user.restricted) return { ...failed('USER_RESTRICTED', latencyMs), self };
  return { outcome: 'active', errorCode: null, latencyMs, floodWaitSeconds: null, self };
}

function failed(errorCode: string, latencyMs: number): CheckResult {
  return { ...classifyTelegramError(errorCode), errorCode, latencyMs, self: null };
}

function elapsedSince(startedAt: number): number {
  return Math.round(performance.now() - startedAt);
}
