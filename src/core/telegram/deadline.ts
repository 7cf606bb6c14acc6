/** The time an operation had is over. */
export class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed';
}

/** The reason of an abort when the time for which the operation may be connected has ended. */
export const leaseLost = 'LEASE_LOST';

/** Whoever wanted the operation wants it no longer, or may not have it any longer. */
export class OperationCancelled extends Error {
  override readonly name = 'OperationCancelled';
  readonly code: 'CANCELLED' | 'LEASE_LOST';

  constructor(reason?: unknown) {
    super();
    this.code = reason === leaseLost ? leaseLost : 'CANCELLED';
  }
}

export type Deadline = {
  /** Gives what the work gives, or rejects with `DeadlinePassed` or `OperationCancelled`; the work itself goes on. */
  race<Value>(work: Promise<Value>): Promise<Value>;
  /** Whether it has passed or was cancelled. */
  isOver(): boolean;
  /** Throws what `race` rejects with when it is over. */
  requireTime(): void;
  /** Must be called when the operation is over: takes the timer away. */
  clear(): void;
};

/** Starts counting at once. With a signal, an abort ends it as well. */
export function startDeadline(milliseconds: number, signal?: AbortSignal): Deadline {
  const { promise, reject } = Promise.withResolvers<never>();
  let over: Error | null = null;
  const end = (reason: Error): void => {
    over ??= reason;
    reject(reason);
  };
  const timer = setTimeout(() => end(new DeadlinePassed()), milliseconds);
  const cancel = (): void => end(new OperationCancelled(signal?.reason));
  if (signal?.aborted === true) cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  promise.catch(() => undefined);
  return {
    race: (work) => Promise.race([work, promise]),
    isOver: () => over !== null,
    requireTime: () => {
      if (over !== null) throw over;
    },
    clear: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    },
  };
}
