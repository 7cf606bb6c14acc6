import { type Column, placesOf, type Row } from './column.ts';

/** Sums of the money columns of a table, by currency: exact, and without a big integer for each row. */
export class MoneyTotals {
  readonly #columns: readonly { readonly index: number; readonly place: number }[];
  /** By currency, then by the column's place in `#columns`. */
  readonly #sums = new Map<string, { small: number; great: bigint }[]>();

  constructor(columns: readonly Column[]) {
    const places = placesOf(columns);
    this.#columns = columns.flatMap(({ type, noTotal, isAverage }, index) =>
      type === 'money' && noTotal !== true && isAverage !== true
        ? [{ index, place: places[index] ?? 0 }]
        : [],
    );
  }

  add(rows: readonly Row[]): void {
    for (const [nth, { place }] of this.#columns.entries()) {
      for (const row of rows) {
        const [micros, currency] = [row[place], row[place + 1]];
        if (typeof micros !== 'string' || typeof currency !== 'string') continue;
        const sum = this.#sumsOf(currency)[nth];
        if (sum === undefined) continue;
        if (micros.length <= 15) sum.small += Number(micros);
        else sum.great += BigInt(micros);
        // No sum of two such numbers goes beyond what a number holds exactly.
        if (sum.small <= 4e15 && sum.small >= -4e15) continue;
        sum.great += BigInt(sum.small);
        sum.small = 0;
      }
    }
  }

  /** For each currency met, in order: micros of each money column, by the column's place in the table. */
  totals(): readonly { readonly currency: string; readonly byColumn: ReadonlyMap<number, string> }[] {
    return [...this.#sums]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([currency, sums]) => ({
        currency,
        byColumn: new Map(
          this.#columns.map(({ index }, nth) => {
            const { great, small } = sums[nth] ?? { great: 0n, small: 0 };
            return [index, String(great + BigInt(small))];
          }),
        ),
      }));
  }

  #sumsOf(currency: string): { small: number; great: bigint }[] {
    let sums = this.#sums.get(currency);
    if (sums === undefined) {
      sums = this.#columns.map(() => ({ small: 0, great: 0n }));
      this.#sums.set(currency, sums);
    }
    return sums;
  }
}
