import { useMemo } from 'react';
import {
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  rowSortingFeature,
  tableFeatures,
  useTable,
  type ReactTable,
} from '@tanstack/react-table';
import { maximumWidth, minimumWidth, resizeColumn, type ColumnLayout } from './column-layout.ts';
import type { GridColumn, GridSort } from './grid-types.ts';

const features = tableFeatures({
  columnOrderingFeature,
  columnVisibilityFeature,
  columnSizingFeature,
  columnResizingFeature,
  rowSortingFeature,
});

export type GridFeatures = typeof features;
export type GridTable<Row extends object> = ReactTable<GridFeatures, Row>;

const noRows: never[] = [];

type GridTableOptions<Row extends object> = {
  readonly columns: readonly GridColumn<Row>[];
  readonly layout: ColumnLayout;
  readonly onLayoutChange: (layout: ColumnLayout) => void;
  readonly sort: GridSort;
};

/**
 * TanStack Table for the model of the columns: their order, visibility, widths and the gesture that resizes them. It gets
 * no rows: of a hundred thousand only a few are here, and the server has sorted and filtered them.
 */
export function useGridTable<Row extends object>(options: GridTableOptions<Row>): GridTable<Row> {
  const { columns, layout, onLayoutChange, sort } = options;
  const definitions = useMemo(() => {
    const helper = createColumnHelper<GridFeatures, Row>();
    return columns.map((column) =>
      helper.display({
        id: column.id,
        header: column.label,
        size: column.width,
        minSize: minimumWidth,
        maxSize: maximumWidth,
      }),
    );
  }, [columns]);
  const columnVisibility = useMemo(
    () => Object.fromEntries(layout.hidden.map((id) => [id, false])),
    [layout.hidden],
  );
  const columnOrder = useMemo(() => [...layout.order], [layout.order]);
  const sorting = useMemo(() => [{ id: sort.column, desc: sort.descending }], [sort]);
  return useTable<GridFeatures, Row>({
    features,
    columns: definitions,
    data: noRows,
    manualSorting: true,
    columnResizeMode: 'onChange',
    state: { columnOrder, columnVisibility, columnSizing: layout.widths, sorting },
    onColumnSizingChange: (update) => {
      const next = typeof update === 'function' ? update(layout.widths) : update;
      const changed = Object.entries(next).reduce(
        (before, [id, width]) => resizeColumn(before, id, width),
        layout,
      );
      onLayoutChange(changed);
    },
  });
}
