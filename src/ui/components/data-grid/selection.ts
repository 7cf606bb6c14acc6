import type { GridSelection, RowId } from './grid-types.ts';

export const nothingSelected = { kind: 'none' } as const;

export function selectionOf<Id extends RowId>(ids: Iterable<Id>): GridSelection<Id> {
  const set = new Set(ids);
  return set.size === 0 ? nothingSelected : { kind: 'ids', ids: set };
}

export function isSelected<Id extends RowId>(selection: GridSelection<Id>, id: Id): boolean {
  return selection.kind === 'filter' || (selection.kind === 'ids' && selection.ids.has(id));
}

export function selectedCount(selection: GridSelection, matching: number): number {
  switch (selection.kind) {
    case 'none':
      return 0;
    case 'ids':
      return selection.ids.size;
    case 'filter':
      return matching;
  }
}

/**
 * Switches one row. When all that match were selected, taking one out leaves the loaded rows without it: a filter
 * cannot say "all but this one".
 */
export function toggleRow<Id extends RowId>(
  selection: GridSelection<Id>,
  id: Id,
  loaded: Iterable<Id>,
): GridSelection<Id> {
  const ids = new Set(selection.kind === 'filter' ? loaded : selection.kind === 'ids' ? selection.ids : []);
  if (!ids.delete(id)) ids.add(id);
  return selectionOf(ids);
}

/** Adds a range to what is selected. */
export function addRows<Id extends RowId>(
  selection: GridSelection<Id>,
  range: Iterable<Id>,
): GridSelection<Id> {
  if (selection.kind === 'filter') return selection;
  return selectionOf([...(selection.kind === 'ids' ? selection.ids : []), ...range]);
}

/** What the box in the header does: all that match, or nothing. */
export function toggleAll<Id extends RowId>(selection: GridSelection<Id>): GridSelection<Id> {
  return selection.kind === 'none' ? { kind: 'filter' } : nothingSelected;
}
