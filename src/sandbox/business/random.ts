import { createHash } from 'node:crypto';

/**
 * A stream of random numbers that depends on its seed only. Each part of the business has a stream of its own, so that a change
 * in one part leaves the others as they were.
 */
export class Random {
  // sfc32: passes the usual tests, and is quick enough for a billion numbers.
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  constructor(seed: string) {
    const digest = createHash('sha256').update(seed).digest();
    this.#a = digest.readInt32LE(0);
    this.#b = digest.readInt32LE(4);
    this.#c = digest.readInt32LE(8);
  }

  /** In [0, 1). */
  next(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  between(least: number, most: number): number {
    return least + this.next() * (most - least);
  }

  /** A whole number, both ends included. */
  integer(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  pick<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[Math.floor(this.next() * items.length)] ?? items[0];
  }

  /** Around 0 with deviation 1. */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return radius * Math.cos(2 * Math.PI * this.next());
  }

  /** Always positive, half of them below the median, now and then very large. */
  logNormal(median: number, deviation: number): number {
    return median * Math.exp(deviation * this.normal());
  }

  /** The power law of sizes: the smallest is 1, few are very large. */
  pareto(exponent: number, most: number): number {
    return Math.min(most, (1 - this.next()) ** (-1 / exponent));
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  /** The same, given that it is below `most`. */
  exponentialBelow(mean: number, most: number): number {
    return -mean * Math.log(1 - this.next() * (1 - Math.exp(-most / mean)));
  }
}

/** Picks indexes in proportion to their weights; those with weight 0 never. */
export class WeightedIndexes {
  readonly #sums: Float64Array;
  readonly total: number;

  constructor(weights: ArrayLike<number>) {
    this.#sums = new Float64Array(weights.length);
    let total = 0;
    for (let index = 0; index < weights.length; index += 1) {
      total += weights[index] ?? 0;
      this.#sums[index] = total;
    }
    this.total = total;
  }

  pick(random: Random): number {
    const wanted = random.next() * this.total;
    let low = 0;
    let high = this.#sums.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#sums[middle] ?? 0) > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
