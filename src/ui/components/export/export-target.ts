import type { ExportRequest } from '#contract/exports.ts';

/** What of a page can be exported: the core's name of the table, and what its query takes. */
export type ExportTarget = {
  readonly table: string;
  /** Filter and order of the moment. */
  readonly input: ExportRequest['input'];
};

/** What the page knows beside that: only where there is a choice is one offered. */
export type ExportChoices = {
  /** Shown columns in their order, when some are hidden or moved. */
  readonly columns?: readonly string[];
  readonly selected?: readonly number[];
  readonly filtered?: boolean;
};
