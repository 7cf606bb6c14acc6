import { OpsdeckError } from '#contract/errors.ts';

/** The root key, or something only it opens, cannot be used. `place` is where the key is, never what it is. */
export function keyUnusable(place: string, problem: string, options?: ErrorOptions): OpsdeckError {
  return new OpsdeckError('VAULT_KEY_UNUSABLE', { path: place, problem }, options);
}

/** A file of exported sessions cannot be read. Nothing of what is in it is in the error. */
export function exportUnreadable(problem: string): OpsdeckError {
  return new OpsdeckError('INVALID_INPUT', { problem });
}

export function exportGone(): OpsdeckError {
  return new OpsdeckError('NOT_FOUND', { what: 'This export' });
}
