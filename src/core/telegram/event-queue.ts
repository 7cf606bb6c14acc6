/** Events that one reader takes in their order, whenever it comes for them. */
export class EventQueue<Event> implements AsyncIterable<Event> {
  readonly #events: Event[] = [];
  #isEnded = false;
  #failure: { readonly error: unknown } | null = null;
  #wake = Promise.withResolvers<void>();

  push(event: Event): void {
    if (this.#isEnded) return;
    this.#events.push(event);
    this.#wake.resolve();
  }

  /** The last one. */
  end(event: Event): void {
    this.push(event);
    this.#isEnded = true;
  }

  /** The reader's loop ends with this error. */
  fail(error: unknown): void {
    this.#failure = { error };
    this.#isEnded = true;
    this.#wake.resolve();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Event, void> {
    for (;;) {
      for (let event = this.#events.shift(); event !== undefined; event = this.#events.shift()) yield event;
      if (this.#failure !== null) throw this.#failure.error;
      if (this.#isEnded) return;
      await this.#wake.promise;
      this.#wake = Promise.withResolvers<void>();
    }
  }
}
