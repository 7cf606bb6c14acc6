import { classifyTelegramError } from '../../classification.ts';
import { startDeadline } from '../../deadline.ts';
import { type OperationRefusal, operationRefusals, type OperationResult } from '../../operation-result.ts';
import { decodeSession } from '../../session-string.ts';
import { openConnection, type TelegramConnection, type TelegramDependencies } from '../connection.ts';
import type { Course } from '../course.ts';
import { errorCodeOf } from '../error-code.ts';

/** Telegram gave an answer of another kind than the method has: nothing can be made of it. */
export class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
}

/** Nothing is wrong with session and account, only with what was asked for. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly reason: OperationRefusal;

  constructor(reason: OperationRefusal) {
    super(reason);
    this.reason = reason;
  }
}

export type Invoke = TelegramConnection['invoke'];

/**
 * Connects with a stored session and does the work. Never rejects for what the far end does or leaves undone; when it
 * resolves, the socket is closed.
 */
export async function runOnSession<Value>(
  dependencies: TelegramDependencies,
  session: string,
  { deadlineMs, signal }: Course,
  work: (invoke: Invoke) => Promise<Value>,
): Promise<OperationResult<Value>> {
  const startedAt = performance.now();
  const elapsed = (): number => Math.round(performance.now() - startedAt);
  const deadline = startDeadline(deadlineMs, signal);
  let connection: TelegramConnection | null = null;
  try {
    deadline.requireTime();
    const opened = openConnection(dependencies, decodeSession(session));
    connection = opened;
    const value = await deadline.race(work((request) => opened.invoke(request)));
    return { kind: 'done', value, latencyMs: elapsed() };
  } catch (error) {
    if (error instanceof Refused) return { kind: 'refused', reason: error.reason, latencyMs: elapsed() };
    const errorCode =
      error instanceof UnexpectedAnswer ? 'UNEXPECTED_ANSWER' : errorCodeOf(error, dependencies.logger);
    const refusal = operationRefusals.find((reason) => reason === errorCode);
    if (refusal !== undefined) return { kind: 'refused', reason: refusal, latencyMs: elapsed() };
    return { kind: 'failed', ...classifyTelegramError(errorCode), errorCode, latencyMs: elapsed() };
  } finally {
    deadline.clear();
    await connection?.close();
  }
}
