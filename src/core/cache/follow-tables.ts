import type { Cache } from './cache.ts';

export type FollowedTables = {
  /** Resolves once any of the tables changed since the last call, or since the beginning; or when the signal aborts. */
  next(signal?: AbortSignal): Promise<void>;
  stop(): void;
};

/** Hears of changes of these tables from now on. No change is slept through, also one between two calls of `next`. */
export function followTables(cache: Pick<Cache, 'onChange'>, tables: readonly string[]): FollowedTables {
  let isChanged = false;
  let wake: (() => void) | null = null;
  const stop = cache.onChange((changed) => {
    if (!tables.some((table) => changed.has(table))) return;
    isChanged = true;
    wake?.();
  });
  return {
    async next(signal) {
      if (!isChanged && signal?.aborted !== true) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          signal?.addEventListener('abort', () => resolve(), { once: true });
        });
        wake = null;
      }
      isChanged = false;
    },
    stop,
  };
}
