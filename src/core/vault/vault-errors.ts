import { OpsdeckError } from '#contract/errors.ts';

/** The root key, or something only it opens, cannot be used. `place` is where the key is, never what it is. */
export function keyUnusable(place: string, problem: string, options?: ErrorOptions): OpsdeckError {
  return new OpsdeckError('VAULT_KEY_UNUSABLE', { path: place, problem }, options);
}
