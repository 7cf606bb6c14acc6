import type { RowValue } from './rollup.ts';

/** Texts as small numbers, so that keys are numbers only. Kept as long as the keeper: dimensions have few values. */
export class Codes {
  readonly texts: string[] = [];
  readonly #codes = new Map<string, number>();

  codeOf(text: string): number {
    let code = this.#codes.get(text);
    if (code === undefined) {
      code = this.texts.length;
      this.#codes.set(text, code);
      this.texts.push(text);
    }
    return code;
  }
}

/**
 * One row of a table as numbers: integers as they are, texts as codes. NaN is null, or an integer that a number cannot hold.
 * Each column is read once, however many rollups look at it.
 */
export class RowReader {
  readonly numbers: Float64Array;
  readonly codes: readonly (Codes | null)[];
  #row: readonly RowValue[] = [];
  #positions: readonly number[] = [];

  /** For each column whether it holds text. */
  constructor(isText: readonly boolean[]) {
    this.numbers = new Float64Array(isText.length);
    this.codes = isText.map((text) => (text ? new Codes() : null));
  }

  /** `positions` tells where in the row each column is. */
  read(row: readonly RowValue[], positions: readonly number[]): void {
    this.#row = row;
    this.#positions = positions;
    const { numbers, codes } = this;
    for (let index = 0; index < positions.length; index += 1) {
      const value = row[positions[index] ?? -1];
      const texts = codes[index];
      if (typeof value === 'number') {
        numbers[index] = value;
      } else if (typeof value === 'string') {
        numbers[index] = texts?.codeOf(value) ?? Number.NaN;
      } else if (typeof value === 'bigint') {
        const number = Number(value);
        numbers[index] = Number.isSafeInteger(number) ? number : Number.NaN;
      } else {
        numbers[index] = texts?.codeOf('') ?? Number.NaN;
      }
    }
  }

  /** What a NaN stands for. */
  big(index: number): bigint | null {
    const value = this.#row[this.#positions[index] ?? -1];
    return typeof value === 'bigint' ? value : null;
  }
}
