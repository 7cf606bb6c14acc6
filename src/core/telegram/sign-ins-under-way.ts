/** The sign-ins that are not over, so that nothing of them outlives the driver. */
export class SignInsUnderWay {
  readonly #ends = new Set<() => void>();

  /** `end` is called when the driver closes. Returns what to call when the sign-in is over by itself. */
  add(end: () => void): () => void {
    this.#ends.add(end);
    return () => this.#ends.delete(end);
  }

  endAll(): void {
    for (const end of this.#ends) end();
    this.#ends.clear();
  }
}
