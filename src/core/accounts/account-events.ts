/** Tells the rest of this process that something about the pool changed. What changed is read from the database. */
export type AccountEvents = {
  /** Grows with every change. */
  readonly version: number;
  changed(): void;
  /** Resolves once `version` is greater than `seen`, or when the signal aborts: no change is ever slept through. */
  after(seen: number, signal?: AbortSignal): Promise<void>;
};

export function createAccountEvents(): AccountEvents {
  let version = 0;
  const waiting = new Set<() => void>();
  return {
    get version() {
      return version;
    },
    changed() {
      version += 1;
      // A set may lose members while it is walked.
      for (const wake of waiting) wake();
    },
    after(seen, signal) {
      if (version > seen || signal?.aborted === true) return Promise.resolve();
      return new Promise((resolve) => {
        function wake() {
          waiting.delete(wake);
          signal?.removeEventListener('abort', wake);
          resolve();
        }
        waiting.add(wake);
        signal?.addEventListener('abort', wake);
      });
    },
  };
}
