import type { TRPCError } from '@trpc/server';
import { errorCatalogue } from '#contract/errors.ts';
import type { Logger } from '../logging/logger.ts';
import { expectedFailure, referenceOf } from './wire-error.ts';

/** Writes a failed call to the log: an expected failure at the level of its catalogue entry, a bug with all there is. */
export function logFailure(logger: Logger, failed: { path: string | undefined; error: TRPCError }): void {
  const failure = expectedFailure(failed.error);
  const context = { procedure: failed.path };
  if (failure !== null) {
    logger[errorCatalogue[failure.code].logLevel]({ ...context, failure: failure.code }, failure.message);
    return;
  }
  const error = failed.error.cause ?? failed.error;
  logger.error({ ...context, reference: referenceOf(error), err: error }, 'unexpected error');
}
