import type { SqlColumn, SqlKind, SqlValue } from '#contract/sql-console.ts';

/** What of a cache may be read, as plain data: by table, what its columns hold. */
export type ReadableTables = Readonly<Record<string, Readonly<Record<string, SqlKind>>>>;

/** What the process that reads is asked. */
export type SqlRequest = {
  /** The file of the local copy. */
  readonly file: string;
  readonly text: string;
  readonly limitMs: number;
  readonly tables: ReadableTables;
};

export type SqlAnswer = {
  readonly kind: 'rows';
  readonly columns: readonly SqlColumn[];
  readonly rows: readonly (readonly SqlValue[])[];
  readonly cut: 'rows' | 'bytes' | null;
  readonly shortened: number;
  readonly elapsedMs: number;
  readonly asOf: number | null;
};

export type SqlReply =
  | SqlAnswer
  | { readonly kind: 'refused'; readonly problem: string }
  | {
      readonly kind: 'not-understood';
      readonly problem: string;
      readonly line: number;
      readonly column: number;
    }
  | { readonly kind: 'failed'; readonly problem: string }
  | { readonly kind: 'unreadable'; readonly problem: string };
