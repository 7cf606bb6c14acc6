/** How much time one row of a rollup stands for. Days and months are the workspace's. */
export type RollupGrain = 'day' | 'month' | 'total';

/** A column of the source table, or something that follows from the rollup's time. */
export type RollupDimension = { readonly column: string } | { readonly fromTime: 'hour_of_week' };

/** An exact integer sum over the rows that meet `where`: of a column, or of ones. */
export type RollupMeasure = {
  readonly name: string;
  /** Null counts rows. */
  readonly column: string | null;
  readonly where?: { readonly column: string; readonly in: readonly string[] };
};

/**
 * Sums of a mirrored table by time and dimensions, kept exact in the same SQLite transaction as the rows.
 * Plain data: handed to the sync thread, hashed into the cache's version, and read back as SQL for verification.
 */
export type Rollup = {
  readonly name: string;
  readonly source: string;
  /** An instant column; a row without it is in no rollup. */
  readonly time: string;
  readonly grains: readonly RollupGrain[];
  readonly dimensions: readonly RollupDimension[];
  readonly measures: readonly RollupMeasure[];
};

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
  /** Writes what is pending into the rollup tables: before the commit, and often enough to bound the memory. */
  flush(): void;
  /** Forgets what is pending: the transaction was undone. */
  discard(): void;
  /** Number of pending cells, to decide when to flush. */
  readonly pending: number;
};
