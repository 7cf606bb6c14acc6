import type { GridSort } from './grid-types.ts';

/** A sort as it stands in a URL: `health.desc`. */
export function sortToText(sort: GridSort): string {
  return `${sort.column}.${sort.descending ? 'desc' : 'asc'}`;
}

/** Reads a sort out of a URL; what does not name one of the columns falls back. */
export function sortFromText<Column extends string>(
  text: unknown,
  columns: readonly Column[],
  fallback: { readonly column: Column; readonly descending: boolean },
): { readonly column: Column; readonly descending: boolean } {
  if (typeof text !== 'string') return fallback;
  const dot = text.lastIndexOf('.');
  const column = columns.find((known) => known === text.slice(0, dot));
  const direction = text.slice(dot + 1);
  if (column === undefined || (direction !== 'asc' && direction !== 'desc')) return fallback;
  return { column, descending: direction === 'desc' };
}

/** What a click on a header does: its first direction, then the other one. */
export function nextSort(current: GridSort, column: string, descendingFirst: boolean): GridSort {
  if (current.column !== column) return { column, descending: descendingFirst };
  return { column, descending: !current.descending };
}
