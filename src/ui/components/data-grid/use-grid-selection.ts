import { useCallback, useEffect, useRef } from 'react';
import type { GridSelection, RowId } from './grid-types.ts';
import { addRows, nothingSelected, toggleAll, toggleRow } from './selection.ts';
import type { GridRows } from './use-grid-pages.ts';

type GridSelectionOptions<Row, Id extends RowId> = {
  readonly rows: GridRows<Row>;
  readonly rowId: (row: Row) => Id;
  readonly selection: GridSelection<Id>;
  readonly onSelectionChange: (selection: GridSelection<Id>) => void;
  /** Another one means other rows: "all that match" then no longer is what was meant. */
  readonly sourceKey: string;
  /** The rows of a range could not be fetched. */
  readonly onError: (error: unknown) => void;
};

export type GridSelectionControls = {
  /** Switches one row, or selects from the last switched one to here. */
  readonly toggle: (index: number, range: boolean) => void;
  readonly toggleAll: () => void;
  readonly clear: () => void;
};

/** Selecting by place: the grid knows places, a selection knows IDs. */
export function useGridSelection<Row, Id extends RowId>(
  options: GridSelectionOptions<Row, Id>,
): GridSelectionControls {
  const latest = useRef(options);
  latest.current = options;
  const anchor = useRef<number | null>(null);
  const { sourceKey } = options;
  useEffect(
    () => () => {
      anchor.current = null;
      const { selection, onSelectionChange } = latest.current;
      if (selection.kind === 'filter') onSelectionChange(nothingSelected);
    },
    [sourceKey],
  );
  const toggle = useCallback((index: number, range: boolean) => {
    const { rows, rowId, selection, onSelectionChange } = latest.current;
    if (range && anchor.current !== null) {
      rows
        .rowsBetween(anchor.current, index)
        .then((between) => onSelectionChange(addRows(latest.current.selection, between.map(rowId))))
        .catch(latest.current.onError);
      return;
    }
    anchor.current = index;
    const row = rows.loaded.get(index);
    if (row === undefined) return;
    onSelectionChange(toggleRow(selection, rowId(row), [...rows.loaded.values()].map(rowId)));
  }, []);
  const all = useCallback(() => {
    const { selection, onSelectionChange } = latest.current;
    onSelectionChange(toggleAll(selection));
  }, []);
  const clear = useCallback(() => {
    anchor.current = null;
    latest.current.onSelectionChange(nothingSelected);
  }, []);
  return { toggle, toggleAll: all, clear };
}
