/**
 * How much time one row of a rollup stands for, and how its `period` counts: days since 1970-01-01, year × 12 + month − 1,
 * year × 4 + quarter − 1, all of the workspace's local dates; UTC hours and UTC days since the epoch; always 0.
 */
export type RollupGrain = 'hour' | 'utc_day' | 'day' | 'month' | 'quarter' | 'total';

/** Each follows from the one before it that a rollup has. */
export const fineToCoarse: readonly RollupGrain[] = ['hour', 'utc_day', 'day', 'month', 'quarter', 'total'];

/** A column of the source table, or something that follows from the rollup's time. */
export type RollupDimension = { readonly column: string } | { readonly fromTime: 'hour_of_week' };

/** An exact integer sum over the rows that meet `where`: of a column, or of ones. */
export type RollupMeasure = {
  readonly name: string;
  /** Null counts rows. */
  readonly column: string | null;
  /** All measures of a rollup that have one look at the same column. */
  readonly where?: { readonly column: string; readonly in: readonly string[] };
  /** Only rows that have something in this column: of integers. */
  readonly whereKnown?: string;
};

/** An index that answers “the first ten by this measure” without looking at the others. */
export type RollupRanking = {
  readonly grain: RollupGrain;
  readonly measure: string;
  /** Only values of these dimensions are compared with each other: amounts of one currency, for instance. */
  readonly within: readonly string[];
};

/**
 * Those of a dimension with so many rows that sums of them are worth keeping which would be as many as the rows for all the others.
 * Who has become one stays one as long as the cache lives.
 */
export type LargeMembers = {
  /** A dimension of the rollup and of `countedBy`: an integer column. */
  readonly dimension: string;
  /** A rollup of the same source and time that has a total: a member is large with a cell of so many rows. */
  readonly countedBy: string;
  readonly atLeast: number;
};

/** Sums of a mirrored table by time and dimensions. */
export type SumRollup = {
  readonly kind: 'sum';
  readonly name: string;
  readonly source: string;
  /** An instant column; a row without it is in no rollup. */
  readonly time: string;
  readonly grains: readonly RollupGrain[];
  readonly dimensions: readonly RollupDimension[];
  readonly measures: readonly RollupMeasure[];
  /**
   * What lies side by side on the disk. `dimensions`: the history of one channel is one range. `time`: one month of all
   * categories is. The first is for dimensions with many values, of which a question wants one.
   */
  readonly clustered: 'dimensions' | 'time';
  /**
   * The days alone lie by time, where a question may want a month of everybody as well as a year of one: that one is then looked up in
   * each day.
   */
  readonly daysClustered?: 'time';
  /** Kept of these alone. */
  readonly ofLarge?: LargeMembers;
  readonly rankings?: readonly RollupRanking[];
};

/**
 * How many members of a cohort show up in a month: advertisers by the month they signed up, in the months they ordered.
 * A member counts once a month, whatever they did. A member whose cohort is not known is in none.
 */
export type CohortRollup = {
  readonly kind: 'cohort';
  readonly name: string;
  readonly source: string;
  readonly time: string;
  /** Whose month it is: an integer column. */
  readonly member: string;
  /** Where the member's cohort comes from: the month of an instant column in another mirrored table. */
  readonly cohort: { readonly table: string; readonly key: string; readonly time: string };
};

/**
 * Kept exact in the same SQLite transaction as the rows. Plain data: handed to the sync thread, hashed into the cache's
 * version, and read back as SQL for verification.
 */
export type Rollup = SumRollup | CohortRollup;

/** What the sync engine tells of each row it changes, in the order of the table's mirrored columns. */
export type RowValue = string | number | bigint | Uint8Array | null;
export type RowObserver = {
  /** `before` is null for a new row, `after` for one that was deleted. The arrays are only valid during the call. */
  changed(before: readonly RowValue[] | null, after: readonly RowValue[] | null): void;
};

/** Keeps all rollups of one cache. Works inside the transaction that its caller has open on the writer connection. */
export type RollupKeeper = {
  /** Null when no rollup is made of the table. `columns` are the columns that `changed` will hand over, in order. */
  observe(table: string, columns: readonly string[]): RowObserver | null;
  /** Columns of the table that any rollup needs; empty when there is none. */
  neededColumns(table: string): readonly string[];
  /**
   * Writes what is pending into the rollup tables. Observers do it by themselves when much is pending, so memory stays bounded;
   * after a rollback call `discard`.
   */
  flush(): void;
  /** The last thing before a commit: every row that was told is in the mirror now. Flushes, and takes in members that have become large. */
  settle(): void;
  /** Forgets what is pending: the transaction was rolled back, so those changes never were. */
  discard(): void;
  /** Number of pending cells, as of a moment ago: cheap to ask for each row. */
  readonly pending: number;
};
