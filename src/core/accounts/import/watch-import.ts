import { setTimeout as sleep } from 'node:timers/promises';
import type { AccountImportState } from '#contract/account-import.ts';
import type { AccountImport } from './account-import.ts';

/** A page cannot show more than a few changes a second. */
const leastIntervalMs = 100;

/** Yields the state: at once, then whenever it is another one; ends with the import. */
export async function* watchImport(
  one: AccountImport,
  signal: AbortSignal | undefined,
): AsyncGenerator<AccountImportState> {
  while (signal?.aborted !== true) {
    const seen = one.changes.version;
    const { state } = one;
    yield state;
    if (one.ended && one.changes.version === seen) return;
    await sleep(leastIntervalMs);
    await one.changes.after(seen, signal);
  }
}
