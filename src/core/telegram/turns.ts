/** Lets work on the same thing happen one after the other, and work on different things side by side. */
export class Turns {
  readonly #tails = new Map<string, Promise<void>>();

  /**
   * Waits until all work on `key` that was here before is over. Resolves with the function that ends this turn, which
   * must be called. Waiting cannot be given up: who no longer wants the turn ends it when it comes.
   */
  async take(key: string): Promise<() => void> {
    const before = this.#tails.get(key);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#tails.set(key, promise);
    await before;
    return () => {
      if (this.#tails.get(key) === promise) this.#tails.delete(key);
      resolve();
    };
  }
}
