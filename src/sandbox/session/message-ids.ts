/** Server message IDs: seconds since 1970 in the upper half, ever rising, 1 modulo 4 for answers and 3 for the rest. */
export class ServerMessageIds {
  #last = 0n;

  next(kind: 'answer' | 'notice'): bigint {
    const now = Date.now();
    const seconds = BigInt(Math.floor(now / 1000));
    const fraction = (BigInt(now % 1000) << 32n) / 1000n;
    let id = ((seconds << 32n) | fraction) & ~3n;
    if (id <= this.#last) id = (this.#last & ~3n) + 4n;
    this.#last = id;
    return id | (kind === 'answer' ? 1n : 3n);
  }
}
