import type { ReactNode } from 'react';

export type RowId = string | number;

export type GridSort = { readonly column: string; readonly descending: boolean };

/** A column as a page describes it. All else about the table is the grid's business. */
export type GridColumn<Row> = {
  readonly id: string;
  readonly label: string;
  /** In pixels. */
  readonly width: number;
  /** Takes a share of the space that is left over, until a person gives it a width. */
  readonly grow?: boolean;
  readonly align?: 'start' | 'end';
  readonly sortable?: boolean;
  /** The first click sorts from the largest: for numbers and times. */
  readonly descendingFirst?: boolean;
  /** Not shown until it is chosen. */
  readonly hiddenAtFirst?: boolean;
  /** Always shown. */
  readonly required?: boolean;
  readonly cell: (row: Row) => ReactNode;
};

export type GridPage<Row> = { readonly rows: readonly Row[]; readonly total: number };

/** Which rows are meant: by name, or all that match the filter of the moment. */
export type GridSelection<Id extends RowId = RowId> =
  | { readonly kind: 'none' }
  | { readonly kind: 'ids'; readonly ids: ReadonlySet<Id> }
  | { readonly kind: 'filter' };
