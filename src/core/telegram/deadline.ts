/** The time an operation had is over. */
export class DeadlinePassed extends Error {
  override readonly name = 'DeadlinePassed';
}

export type Deadline = {
  /** Gives what the work gives, or rejects with `DeadlinePassed`; the work itself is not stopped. */
  race<Value>(work: Promise<Value>): Promise<Value>;
  /** Must be called when the operation is over: takes the timer away. */
  clear(): void;
};

/** Starts counting at once. */
export function startDeadline(milliseconds: number): Deadline {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new DeadlinePassed()), milliseconds);
  promise.catch(() => undefined);
  return {
    race: (work) => Promise.race([work, promise]),
    clear: () => clearTimeout(timer),
  };
}
