import type { ExportFormat, ExportOptions } from '#contract/exports.ts';
import type { ReadStatement } from '../cache/reader-messages.ts';
import type { Column, Row } from './column.ts';

/** Where the rows of a table come from. */
export type RowSource =
  /** Statements of the local copy: the rows, and how many there are. */
  | { readonly kind: 'cache'; readonly rows: ReadStatement; readonly count: ReadStatement }
  /** Few rows, known already; `asOf` is the instant of the data that they are from, where that is the local copy's. */
  | { readonly kind: 'given'; readonly rows: readonly Row[]; readonly asOf?: number };

export type TablePart = {
  readonly kind: 'table';
  readonly title: string;
  readonly columns: readonly Column[];
  readonly source: RowSource;
  /** The table of the local copy of which the device may keep the last days only. */
  readonly keptTable?: string;
};

/** A drawing of a table part: `value` over `by`, one line, group of bars or layer of a stack for each value of `series`. Columns by key. */
export type ChartPart = {
  readonly kind: 'chart';
  readonly title: string;
  readonly form: 'bars' | 'lines' | 'stack';
  readonly by: string;
  readonly value: string;
  readonly series: string | null;
  readonly columns: readonly Column[];
  readonly source: RowSource;
};

export type Part = TablePart | ChartPart;

/** What a file says of itself. */
export type About = {
  readonly title: string;
  readonly workspace: string;
  /** IANA name; every instant in the file is shown there. */
  readonly timeZone: string;
  readonly madeAt: number;
  readonly madeBy: string;
  /** What was chosen, in words: name and value. */
  readonly facts: readonly (readonly [string, string])[];
};

/** All that the thread needs to write one file. */
export type ExportJob = {
  /** Made by the thread; it may not be there yet. */
  readonly file: string;
  /** The local copy to read; null when no part asks it. */
  readonly cacheFile: string | null;
  readonly format: ExportFormat;
  readonly options: ExportOptions;
  readonly about: About;
  readonly parts: readonly Part[];
};

/** What the thread tells. */
export type ExportEvent =
  | { readonly kind: 'progress'; readonly rows: number; readonly total: number; readonly bytes: number }
  | {
      readonly kind: 'done';
      readonly rows: number;
      readonly bytes: number;
      /** The instant of whose data all of it is, at least; null when nothing is the local copy's. */
      readonly asOf: number | null;
    }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };
