import { randomUUID } from 'node:crypto';
import type { TRPCError } from '@trpc/server';
import { OpsdeckError } from '#contract/errors.ts';
import type { WireError } from '#contract/router-type.ts';
import { backendError } from '../backend/backend-error.ts';

const references = new WeakMap<object, string>();

/** The number under which an unexpected error is found in the log; the same error always has the same one. */
export function referenceOf(error: object): string {
  const known = references.get(error);
  if (known !== undefined) return known;
  const reference = randomUUID().slice(0, 8);
  references.set(error, reference);
  return reference;
}

/** The expected failure behind an error, if it is one: thrown as such, or recognised as the database's. */
export function expectedFailure(error: TRPCError): OpsdeckError | null {
  const { cause } = error;
  if (cause !== undefined) {
    const failure = backendError(cause);
    if (failure !== null) return failure.code === 'BACKEND_UNREACHABLE' ? awayError(failure) : failure;
  }
  if (error.code === 'NOT_FOUND') return new OpsdeckError('NOT_FOUND', { what: 'This operation' });
  // The protocol itself was broken: unparseable JSON, a wrong method, a body that is too large.
  if (error.code !== 'INTERNAL_SERVER_ERROR')
    return new OpsdeckError('INVALID_INPUT', { problem: error.message });
  return null;
}

/** To a console that runs on its local copy, a database that is away is no reason to look at the configuration. */
function awayError({ details }: OpsdeckError): OpsdeckError {
  return new OpsdeckError('BACKEND_AWAY', { problem: details['problem'] ?? '' });
}

/** What of an error may cross the wire. */
export function wireErrorOf(error: TRPCError): WireError {
  const failure = expectedFailure(error);
  if (failure !== null) return { code: failure.code, details: failure.details };
  return { code: 'UNEXPECTED', details: { reference: referenceOf(error.cause ?? error) } };
}
