import { OpsdeckError } from '#contract/errors.ts';

/** The root key, or something only it opens, cannot be used. `place` is where the key is, never what it is. */
export function keyUnusable(place: string, problem: string, options?: ErrorOptions): OpsdeckError {
  return new OpsdeckError('VAULT_KEY_UNUSABLE', { path: place, problem }, options);
}

export function passphraseWrong(place: string): OpsdeckError {
  return new OpsdeckError('VAULT_PASSPHRASE_WRONG', { path: place });
}

/** Another console has moved the workspace: the root key that this one opened it with is not its root key any more. */
export function keyMoved(place: string): OpsdeckError {
  return new OpsdeckError('VAULT_KEY_MOVED', { path: place });
}

/** A file of exported sessions cannot be read. Nothing of what is in it is in the error. */
export function exportUnreadable(problem: string): OpsdeckError {
  return new OpsdeckError('EXPORT_UNREADABLE', { problem });
}

export function exportGone(): OpsdeckError {
  return new OpsdeckError('EXPORT_GONE', {});
}
