import type { Column, Row } from './column.ts';
import type { About, ChartPart } from './export-job.ts';

/** What is known when the writing begins. */
export type Preface = About & {
  /** The instant of whose data the local copy is; null when it was not asked. */
  readonly asOf: number | null;
  readonly rows: number;
};

/** One file format: called in the order of the file, and awaited each time. */
export type FormatWriter = {
  begin(preface: Preface): Promise<void>;
  beginTable(title: string, columns: readonly Column[]): Promise<void>;
  rows(rows: readonly Row[]): Promise<void>;
  endTable(): Promise<void>;
  /** Not called for formats without drawings. */
  chart?(chart: ChartPart, rows: readonly Row[]): Promise<void>;
  /** Resolves when every byte has been handed to the disk. */
  end(): Promise<void>;
};
