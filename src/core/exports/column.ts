/**
 * How the values of a column are written. Amounts are micros, instants milliseconds UTC, durations seconds. A count has its thousands
 * apart where a person reads it; an integer, which may be the number of an order, has not.
 */
export type ColumnType =
  'text' | 'integer' | 'count' | 'money' | 'ratio' | 'instant' | 'date' | 'duration' | 'enum';

/** A column as a writer sees it: plain data, which crosses to the thread that writes. */
export type Column = {
  readonly key: string;
  readonly label: string;
  readonly type: ColumnType;
  /** Of money: its rows add up to nothing that means anything, such as a period and the one before. */
  readonly noTotal?: true;
  /** Of money: a quotient. It adds up to nothing either, and where a person reads it, it ends with the cent. */
  readonly isAverage?: true;
  /** Of an enum: what each value is called. A value that is not named is written as it is. */
  readonly labels?: Readonly<Record<string, string>>;
};

export type Value = string | number | null;

/**
 * One row: a value for each column in turn, and two for money (micros in decimal digits, then the currency). A date is its text,
 * `2026-11-28`.
 */
export type Row = readonly Value[];

/** The place of each column's (first) value in a row. */
export function placesOf(columns: readonly Column[]): readonly number[] {
  let next = 0;
  return columns.map(({ type }) => {
    const place = next;
    next += type === 'money' ? 2 : 1;
    return place;
  });
}

/** What an enum's value is called. */
export function enumText({ labels }: Column, value: string): string {
  return labels !== undefined && Object.hasOwn(labels, value) ? (labels[value] ?? value) : value;
}
