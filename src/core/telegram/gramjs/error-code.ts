import { OpsdeckError } from '#contract/errors.ts';
import { DeadlinePassed, OperationCancelled } from '../deadline.ts';
import { ConnectionLost } from './connection.ts';
import { telegramErrorName } from './error-name.ts';
import type { QuietLogger } from './quiet-logger.ts';

/**
 * What an operation reports of whatever ended it: Telegram's error name, the network's, or one of ours. What has no
 * name is logged with the place it came from, and is `UNKNOWN_FAULT`.
 */
export function errorCodeOf(error: unknown, logger: QuietLogger): string {
  if (error instanceof DeadlinePassed) return 'TIMEOUT';
  if (error instanceof OperationCancelled) return error.code;
  if (error instanceof ConnectionLost) return error.code;
  if (error instanceof OpsdeckError) return error.code;
  const name = telegramErrorName(error);
  if (name !== null) return name;
  logger.unexpected('an operation', error);
  return 'UNKNOWN_FAULT';
}
