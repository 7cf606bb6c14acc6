const initialCapacity = 1024;

/**
 * Sums under composite keys of numbers: a hash table in typed arrays, because it is filled a million times over and its
 * memory has to stay small. Sums are exact: what a float cannot hold is carried in `spilled`.
 */
export class CellTable {
  /** Fill it, then call `find`. */
  readonly key: Float64Array;
  readonly width: number;
  count = 0;
  keys: Float64Array;
  values: Float64Array;
  /** By position in `values`: what did not fit beside it. */
  readonly spilled = new Map<number, bigint>();
  readonly #keyWidth: number;
  #slots: Int32Array;

  constructor(keyWidth: number, width: number) {
    this.#keyWidth = keyWidth;
    this.width = width;
    this.key = new Float64Array(keyWidth);
    this.keys = new Float64Array(initialCapacity * keyWidth);
    this.values = new Float64Array(initialCapacity * width);
    this.#slots = new Int32Array(initialCapacity * 2);
  }

  /** The cell of `key`, a new one with zeros if there is none. */
  find(): number {
    const { key, keys } = this;
    const keyWidth = this.#keyWidth;
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = this.#hash(key, 0) & mask;
    for (;;) {
      const cell = (slots[slot] ?? 0) - 1;
      if (cell < 0) return this.#append(slot);
      let at = 0;
      const start = cell * keyWidth;
      while (at < keyWidth && keys[start + at] === key[at]) at += 1;
      if (at === keyWidth) return cell;
      slot = (slot + 1) & mask;
    }
  }

  /** Adds to one value of a cell. */
  add(cell: number, index: number, amount: number): void {
    const at = cell * this.width + index;
    const sum = (this.values[at] ?? 0) + amount;
    if (sum <= Number.MAX_SAFE_INTEGER && sum >= -Number.MAX_SAFE_INTEGER) {
      this.values[at] = sum;
    } else {
      this.addBig(cell, index, BigInt(amount));
    }
  }

  addBig(cell: number, index: number, amount: bigint): void {
    const at = cell * this.width + index;
    this.spilled.set(at, (this.spilled.get(at) ?? 0n) + amount);
  }

  /** One value of a cell, exactly. */
  value(cell: number, index: number): number | bigint {
    const at = cell * this.width + index;
    const value = this.values[at] ?? 0;
    const spilled = this.spilled.size === 0 ? undefined : this.spilled.get(at);
    return spilled === undefined ? value : BigInt(value) + spilled;
  }

  /** True when the changes of the cell cancelled each other. */
  isZero(cell: number): boolean {
    for (let index = 0; index < this.width; index += 1) {
      const value = this.value(cell, index);
      if (value !== 0 && value !== 0n) return false;
    }
    return true;
  }

  /** Empties it and keeps its memory. */
  clear(): void {
    this.values.fill(0, 0, this.count * this.width);
    this.#slots.fill(0);
    this.spilled.clear();
    this.count = 0;
  }

  #append(slot: number): number {
    const cell = this.count;
    this.count += 1;
    this.#slots[slot] = cell + 1;
    if (this.count * this.#keyWidth > this.keys.length) this.#grow();
    this.keys.set(this.key, cell * this.#keyWidth);
    if (this.count * 2 > this.#slots.length) this.#rehash();
    return cell;
  }

  #grow(): void {
    const keys = new Float64Array(this.keys.length * 2);
    keys.set(this.keys);
    this.keys = keys;
    const values = new Float64Array(this.values.length * 2);
    values.set(this.values);
    this.values = values;
  }

  #rehash(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let cell = 0; cell < this.count; cell += 1) {
      let slot = this.#hash(this.keys, cell * this.#keyWidth) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = cell + 1;
    }
    this.#slots = slots;
  }

  #hash(from: Float64Array, start: number): number {
    let hash = 0;
    for (let at = 0; at < this.#keyWidth; at += 1) {
      hash = Math.imul(hash ^ ((from[start + at] ?? 0) | 0), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return hash;
  }
}
