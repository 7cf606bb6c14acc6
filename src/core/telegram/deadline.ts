/** The time an operation had is over. */
export class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed';
}

/** Whoever wanted the operation wants it no longer. */
export class OperationCancelled extends Error {
  override readonly name = 'OperationCancelled';
}

export type Deadline = {
  /** Gives what the work gives, or rejects with `DeadlinePassed` or `OperationCancelled`; the work itself goes on. */
  race<Value>(work: Promise<Value>): Promise<Value>;
  /** Whether it has passed or was cancelled. */
  isOver(): boolean;
  /** Must be called when the operation is over: takes the timer away. */
  clear(): void;
};

/** Starts counting at once. With a signal, an abort ends it as well. */
export function startDeadline(milliseconds: number, signal?: AbortSignal): Deadline {
  const { promise, reject } = Promise.withResolvers<never>();
  let isOver = false;
  const end = (reason: Error): void => {
    isOver = true;
    reject(reason);
  };
  const timer = setTimeout(() => end(new DeadlinePassed()), milliseconds);
  const cancel = (): void => end(new OperationCancelled());
  if (signal?.aborted === true) cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  promise.catch(() => undefined);
  return {
    race: (work) => Promise.race([work, promise]),
    isOver: () => isOver,
    clear: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    },
  };
}
