import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useDebouncedValue, useElementSize } from '@mantine/hooks';
import { IconFilterOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { toConsoleError } from '../../app/errors.ts';
import { useLive } from '../../app/live.ts';
import { usePreferences } from '../../app/preferences.ts';
import { rowHeightOf } from '../../app/theme/theme.ts';
import { useToasts } from '../feedback/use-toasts.ts';
import { useNumberFormats } from '../number/format-number.ts';
import { EmptyState } from '../states/empty-state.tsx';
import type { ViewPage } from '#contract/view-pages.ts';
import { SavedViews } from '../views/saved-views.tsx';
import { ErrorState } from '../states/error-state.tsx';
import { OfflineState } from '../states/offline-state.tsx';
import { ExportButton } from '../export/export-button.tsx';
import type { ExportTarget } from '../export/export-target.ts';
import { BulkBar } from './bulk-bar.tsx';
import { ClearFilters } from './clear-filters.tsx';
import { ColumnChooser } from './column-chooser.tsx';
import { readLayout } from './column-layout.ts';
import { GridSkeleton } from './grid-skeleton.tsx';
import type { GridColumn, GridSelection, GridSort, RowId } from './grid-types.ts';
import { GridViewport } from './grid-viewport.tsx';
import { nothingSelected } from './selection.ts';
import { SortMenu } from './sort-menu.tsx';
import { useColumnLayout } from './use-column-layout.ts';
import { useGridPages, type GridSource } from './use-grid-pages.ts';
import { useGridSelection } from './use-grid-selection.ts';
import classes from './data-grid.module.css';

/** Below this width of the grid itself, rows become cards. */
const cardsBelow = 620;
const cardHeight = 72;
/** Dragging the scroll bar past a thousand pages should not ask for each of them. */
const settleMs = 60;
/** Rows beyond the view that are fetched ahead. */
const rowsAhead = 30;

export type DataGridProps<Row extends object, Id extends RowId> = {
  /** Names the table for the columns that are remembered. */
  readonly grid: string;
  readonly label: string;
  /** Keep its identity while the columns are the same. */
  readonly columns: readonly GridColumn<Row>[];
  readonly source: GridSource<Row>;
  readonly rowId: (row: Row) => Id;
  readonly rowLabel: (row: Row) => string;
  /** The row on a narrow screen. */
  readonly card: (row: Row) => ReactNode;
  readonly sort: GridSort;
  readonly onSortChange: (sort: GridSort) => void;
  /** Search and filters, left in the toolbar; the way to be rid of them is added. */
  readonly filters?: ReactNode;
  /** Whether a filter is on: it tells "nothing matches" from "nothing is there". */
  readonly filtered: boolean;
  readonly onClearFilters: () => void;
  /** The page whose state its saved views keep; without it there are none. */
  readonly views?: ViewPage;
  readonly selection: GridSelection<Id>;
  readonly onSelectionChange: (selection: GridSelection<Id>) => void;
  /** What can be done with the selection; without it rows cannot be selected. */
  readonly bulkActions?: ReactNode;
  readonly openRowId: Id | null;
  readonly onOpenRow: (row: Row) => void;
  /** What of it can be exported, if anything: filter and order of the moment, as its query takes them. */
  readonly exported?: ExportTarget;
  /** In the place of the rows when there are none and no filter is on. */
  readonly empty: ReactNode;
};

/**
 * A table of up to hundreds of thousands of rows that stay on the server: it fetches what is in view, and sorting and
 * filtering are the server's. Refetching (invalidate the source's key) replaces rows in place and does not scroll.
 */
export function DataGrid<Row extends object, Id extends RowId>(props: DataGridProps<Row, Id>) {
  const { t } = useTranslation('components');
  const { integer } = useNumberFormats();
  const { grid, columns, source, selection, onSelectionChange, sort, onSortChange, filtered } = props;
  const { showError } = useToasts();
  const density = usePreferences((preferences) => preferences.density);
  const backend = useLive((live) => live.backend);
  const [layout, setLayout] = useColumnLayout(grid, columns);
  const { ref, width } = useElementSize();
  const cards = width > 0 && width < cardsBelow;

  const [range, setRange] = useState<readonly [number, number]>([0, 0]);
  const [[first, last]] = useDebouncedValue(range, settleMs);
  const onRange = useCallback((from: number, to: number) => setRange([from, to]), []);
  const rows = useGridPages(source, first - rowsAhead, last + rowsAhead);
  const sourceKey = useMemo(() => JSON.stringify(source.key), [source.key]);
  const controls = useGridSelection({
    rows,
    rowId: props.rowId,
    selection,
    onSelectionChange,
    sourceKey,
    onError: showError,
  });
  const selectable = props.bulkActions !== undefined;
  const offline = backend?.state === 'offline';

  /** Beside the grid and not in it: a grid may hold nothing but rows. */
  const placeholder = () => {
    if (rows.total === undefined && offline) return <OfflineState />;
    if (rows.error !== null) return <ErrorState error={toConsoleError(rows.error)} onRetry={rows.retry} />;
    if (rows.total === undefined) return <GridSkeleton />;
    if (rows.total > 0) return null;
    return filtered ? <NothingMatches onClear={props.onClearFilters} /> : props.empty;
  };
  const inPlaceOfRows = placeholder();
  return (
    <div className={classes['grid']} ref={ref}>
      <div className={classes['toolbar']}>
        <div className={classes['filters']}>
          {props.filters}
          {filtered && props.filters !== undefined ? <ClearFilters onClear={props.onClearFilters} /> : null}
        </div>
        <span className={classes['count']} role="status">
          {rows.total === undefined ? '' : t('grid.rows', { count: rows.total, number: integer(rows.total) })}
        </span>
        <div className={classes['tools']}>
          {cards ? <SortMenu columns={columns} sort={sort} onSortChange={onSortChange} /> : null}
          {props.views === undefined ? null : (
            <SavedViews
              page={props.views}
              columns={{ layout, onApply: (stored) => setLayout(readLayout(stored, columns)) }}
            />
          )}
          {cards ? null : <ColumnChooser columns={columns} layout={layout} onChange={setLayout} />}
          {props.exported === undefined ? null : (
            <ExportButton
              target={props.exported}
              title={props.label}
              columns={layout.order.filter((id) => !layout.hidden.includes(id))}
              selected={selectedNumbers(selection)}
              filtered={filtered}
            />
          )}
        </div>
      </div>
      <div className={classes['frame']}>
        <GridViewport
          label={props.label}
          columns={columns}
          layout={layout}
          onLayoutChange={setLayout}
          rows={rows}
          rowId={props.rowId}
          rowLabel={props.rowLabel}
          rowHeight={cards ? cardHeight : rowHeightOf(density)}
          sort={sort}
          onSortChange={onSortChange}
          selection={selection}
          controls={controls}
          selectable={selectable}
          openRowId={props.openRowId}
          onOpenRow={props.onOpenRow}
          card={cards ? props.card : null}
          sourceKey={sourceKey}
          onRange={onRange}
        />
        {inPlaceOfRows === null ? null : (
          <div className={classes['placeholder']} data-below-header={cards ? undefined : true}>
            {inPlaceOfRows}
          </div>
        )}
        {selectable ? (
          <BulkBar
            selection={selection}
            total={rows.total ?? 0}
            filtered={filtered}
            onSelectAll={() => onSelectionChange({ kind: 'filter' })}
            onClear={() => onSelectionChange(nothingSelected)}
            actions={props.bulkActions}
          />
        ) : null}
      </div>
    </div>
  );
}

/** Rows that were chosen one by one; all of them are what matches anyway. */
function selectedNumbers(selection: GridSelection): readonly number[] {
  if (selection.kind !== 'ids') return [];
  return [...selection.ids].filter((id) => typeof id === 'number');
}

function NothingMatches({ onClear }: { readonly onClear: () => void }) {
  const { t } = useTranslation('components');
  return (
    <EmptyState
      icon={IconFilterOff}
      title={t('grid.noMatch')}
      actions={
        <Button variant="default" size="xs" onClick={onClear}>
          {t('grid.clearFilters')}
        </Button>
      }
    >
      {t('grid.noMatchText')}
    </EmptyState>
  );
}
