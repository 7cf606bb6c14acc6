import { getTRPCErrorFromUnknown } from '@trpc/server';
import { OpsdeckError } from '#contract/errors.ts';
import type { Logger } from '#core/logging/logger.ts';
import { logFailure } from '#core/rpc/log-failure.ts';
import { referenceOf } from '#core/rpc/wire-error.ts';

/** Logs whatever a route threw, and gives back what may be answered: bugs become UNEXPECTED with their reference. */
export function loggedFailure(logger: Logger, route: string, cause: unknown): OpsdeckError {
  const error = getTRPCErrorFromUnknown(cause);
  logFailure(logger, { path: route, error });
  return error.cause instanceof OpsdeckError
    ? error.cause
    : new OpsdeckError('UNEXPECTED', { reference: referenceOf(error.cause ?? error) });
}
