import { errorChain } from '../backend/error-chain.ts';
import { backendError, isAway } from '../backend/backend-error.ts';
import { loggableError } from '../backend/loggable-error.ts';
import type { Logger } from '../logging/logger.ts';

/** For how long a failure that goes on is not told of again, in milliseconds. */
const quietMs = 3_600_000;
const mostRemembered = 50;

/**
 * Tells the log of what fails again and again. A failure is told of once an hour: what is expected to happen to anyone (a full disk) as
 * a warning, all else as an error. That the database is away, or the console is closing, is told by others.
 */
export function createComplaints(logger: Logger): (error: unknown, text: string) => void {
  const toldAt = new Map<string, number>();
  return (error, text) => {
    const failure = [text, ...errorChain(loggableError(error)).map(({ message }) => message)].join('\n');
    const now = Date.now();
    const isKnown = now - (toldAt.get(failure) ?? Number.NEGATIVE_INFINITY) < quietMs;
    if (isKnown || isAway(error) || backendError(error)?.code === 'SHUTTING_DOWN') {
      logger.debug({ err: error }, text);
      return;
    }
    if (toldAt.size >= mostRemembered) toldAt.clear();
    toldAt.set(failure, now);
    logger[backendError(error) === null ? 'error' : 'warn']({ err: error }, text);
  };
}
