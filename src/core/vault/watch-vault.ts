import { setTimeout as sleep } from 'node:timers/promises';
import type { VaultState } from '#contract/vault.ts';
import { backendError } from '../backend/backend-error.ts';

/** How often the state is read, in milliseconds: while a rotation is under way, and otherwise. */
const busyMs = 300;
const idleMs = 2_000;

/** Yields the state of the vault: at once, then whenever it is no longer as last yielded. */
export async function* watchVault(
  read: () => Promise<VaultState>,
  signal: AbortSignal | undefined,
): AsyncGenerator<VaultState> {
  let yielded = '';
  let pauseMs = idleMs;
  while (signal?.aborted !== true) {
    const state = await readOrNull(read);
    if (state !== null) {
      pauseMs = state.rotation !== null && state.rotation.finishedAt === null ? busyMs : idleMs;
      const text = JSON.stringify(state);
      if (text !== yielded) {
        yielded = text;
        yield state;
      }
    }
    // The caller's leaving ends the pause, and with it the loop.
    await sleep(pauseMs, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
  }
}

/** Null while the database is away: the page learns that from `system.watch` and keeps what it has. */
async function readOrNull(read: () => Promise<VaultState>): Promise<VaultState | null> {
  try {
    return await read();
  } catch (error) {
    if (backendError(error) === null) throw error;
    return null;
  }
}
