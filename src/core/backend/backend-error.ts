import { OpsdeckError } from '#contract/errors.ts';
import { errorChain, errorCode } from './error-chain.ts';

/** Whom a failed connection was meant for, as a person may see it: no password. */
export type BackendTarget = { readonly address: string; readonly user: string };

const someTarget: BackendTarget = { address: 'its address', user: 'of this console' };

const networkProblems: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'the host name could not be looked up',
  ETIMEDOUT: 'it did not answer in time',
  EHOSTUNREACH: 'there is no way to that host',
  ENETUNREACH: 'there is no network',
  EADDRNOTAVAIL: 'the address cannot be used',
};

/** Texts of the pg client, which gives its own errors no code. */
const clientProblems: readonly (readonly [RegExp, string])[] = [
  [/^Connection terminated due to connection timeout/, 'it did not answer in time'],
  [/^timeout exceeded when trying to connect/, 'it did not answer in time'],
  [/^timeout expired/, 'it did not answer in time'],
  [/^Query read timeout/, 'it did not answer in time'],
  [/^Connection terminated/, 'the connection was cut'],
  [/^Client has encountered a connection error/, 'the connection was cut'],
  [/^Client was closed and is not queryable/, 'the connection was cut'],
  [/^The server does not support SSL connections/, 'it does not support encrypted connections'],
  [/^There was an error establishing an SSL connection/, 'no encrypted connection could be made'],
];

/** A missing or unusable password is found by the client, before the server says anything. */
const credentialsMissing = /^SASL: .*password|^SASL: SCRAM-SERVER-FINAL-MESSAGE/;

const refusedCredentials: ReadonlySet<string> = new Set(['28P01', '28000', '3D000']);

/**
 * Recognises the failures of the database that are expected to happen to anyone: it went away, it refused the sign-in,
 * its disk is full. Null for everything else (a violated constraint, a syntax error), which the caller has to
 * understand by itself. The result never carries the SQL, its parameters or a password.
 */
export function backendError(error: unknown, target: BackendTarget = someTarget): OpsdeckError | null {
  for (const link of errorChain(error)) {
    const failure = link instanceof OpsdeckError ? link : recognise(link, target);
    if (failure !== null) return failure;
  }
  return null;
}

function recognise(error: Error, target: BackendTarget): OpsdeckError | null {
  const code = errorCode(error);
  if (code === '53100' || code === 'ENOSPC' || /No space left on device/i.test(error.message)) {
    return new OpsdeckError('DISK_FULL', { what: 'the database' });
  }
  if (refusedCredentials.has(code) || credentialsMissing.test(error.message)) {
    return new OpsdeckError('BACKEND_REFUSED_CREDENTIALS', { ...target });
  }
  if (error.message.startsWith('Cannot use a pool after calling end'))
    return new OpsdeckError('SHUTTING_DOWN', {});
  const problem = connectionProblem(error, code);
  return problem === null ? null : unreachable(target, problem);
}

function connectionProblem(error: Error, code: string): string | null {
  const network = networkProblems[code];
  if (network !== undefined) return network;
  if (code === '57P01' || code === '57P02') return 'the server is being stopped';
  if (code === '57P03') return 'the server is still starting';
  if (code === '53300') return 'it has no connection left to give';
  if (code.startsWith('08')) return 'the connection was cut';
  return clientProblems.find(([text]) => text.test(error.message))?.[1] ?? null;
}

export function unreachable(target: BackendTarget, problem: string): OpsdeckError {
  return new OpsdeckError('BACKEND_UNREACHABLE', { address: target.address, problem });
}

/** Whether the database could not be reached, or fell silent before it had answered. */
export function isAway(error: unknown): boolean {
  return backendError(error)?.code === 'BACKEND_UNREACHABLE';
}
