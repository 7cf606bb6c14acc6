import type { VaultState } from '#contract/vault.ts';
import { isOpsdeckError } from '#contract/errors.ts';
import type { Cache } from '../cache/cache.ts';

/** Yields the state of the vault: at once, then whenever it is no longer as last yielded. */
export async function* watchVault(
  cache: Pick<Cache, 'onChange'>,
  read: () => Promise<VaultState>,
  signal: AbortSignal | undefined,
): AsyncGenerator<VaultState> {
  let changed = Promise.withResolvers<void>();
  const wake = (): void => changed.resolve();
  const stopHearing = cache.onChange(wake);
  signal?.addEventListener('abort', wake);
  let yielded = '';
  try {
    while (signal?.aborted !== true) {
      changed = Promise.withResolvers<void>();
      const state = await readOrNull(read);
      const text = JSON.stringify(state);
      if (state !== null && text !== yielded) {
        yielded = text;
        yield state;
      }
      await changed.promise;
    }
  } finally {
    stopHearing();
    signal?.removeEventListener('abort', wake);
  }
}

/** Null while there is no local copy: its completion is a change. */
async function readOrNull(read: () => Promise<VaultState>): Promise<VaultState | null> {
  try {
    return await read();
  } catch (error) {
    if (isOpsdeckError(error) && error.code === 'CACHE_NOT_READY') return null;
    throw error;
  }
}
