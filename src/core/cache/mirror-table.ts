/** How a value of Postgres is kept in SQLite; what is not listed here cannot be mirrored. */
export type MirrorKind =
  /** int2, int4, int8: INTEGER, exact up to 64 bits. */
  | 'integer'
  /** timestamptz: INTEGER, milliseconds UTC. */
  | 'instant'
  /** boolean: INTEGER 0 or 1. */
  | 'boolean'
  | 'text'
  /** uuid: TEXT in lower case with hyphens. */
  | 'uuid'
  /** float4, float8: REAL. */
  | 'real'
  /** numeric, date, jsonb, arrays: TEXT as Postgres (arrays: JSON) writes it. */
  | 'as-text'
  | 'as-json';

export type MirrorColumn = { readonly name: string; readonly kind: MirrorKind };

export type MirrorIndex = {
  readonly name: string;
  readonly columns: readonly string[];
  /** Only rows with one of these values are in it. A query has to repeat the condition (`oneOfTexts`) to be answered by it. */
  readonly where?: TextCondition;
};

/** A text column has one of these values. */
export type TextCondition = { readonly column: string; readonly in: readonly string[] };

/** Which rows of a table are kept. Rows outside the window are in the rollups only. */
export type MirrorScope = { readonly kind: 'all' } | { readonly kind: 'window'; readonly days: number };

/** That a table can be cut to its last days, and how. */
export type MirrorWindow = {
  /** The instant that says how old a row is. A row without it is kept. */
  readonly column: string;
  /** Rows that are kept whatever their age: what is not finished. */
  readonly keep?: TextCondition;
  /** What is known of rows outside beside the key and what the rollups need. */
  readonly alsoOutside?: readonly string[];
};

/**
 * A table of the cache, derived from its Postgres table by `mirror()`: same name, same column names, without the workspace,
 * of which a cache holds one. Plain data, so that it can be handed to a thread and hashed.
 */
export type MirrorTable = {
  readonly name: string;
  /** The column by which Postgres tells the workspaces apart. */
  readonly workspaceColumn: string;
  readonly columns: readonly MirrorColumn[];
  /** Names of the columns that identify a row within the workspace; empty for a table with one row for each workspace. */
  readonly key: readonly string[];
  readonly indexes: readonly MirrorIndex[];
  /** Absent: the table is always kept as a whole. Where it is there, so is `<table>_outside`, empty while all is kept. */
  readonly window?: MirrorWindow;
  readonly scope: MirrorScope;
};
