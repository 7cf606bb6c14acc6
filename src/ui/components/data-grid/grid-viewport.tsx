import {
  memo,
  useEffect,
  useId,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useTranslation } from 'react-i18next';
import type { ColumnLayout } from './column-layout.ts';
import { GridHeader } from './grid-header.tsx';
import { GridRow, SkeletonRow } from './grid-row.tsx';
import type { GridColumn, GridSelection, GridSort, RowId } from './grid-types.ts';
import { rowAfterKey } from './key-move.ts';
import { isSelected } from './selection.ts';
import type { GridRows } from './use-grid-pages.ts';
import type { GridSelectionControls } from './use-grid-selection.ts';
import { useGridTable } from './use-grid-table.ts';
import classes from './data-grid.module.css';

const rowsBeyondView = 10;
const selectWidth = 40;

export type GridViewportProps<Row extends object, Id extends RowId> = {
  readonly label: string;
  readonly columns: readonly GridColumn<Row>[];
  readonly layout: ColumnLayout;
  readonly onLayoutChange: (layout: ColumnLayout) => void;
  readonly rows: GridRows<Row>;
  readonly rowId: (row: Row) => Id;
  readonly rowLabel: (row: Row) => string;
  readonly rowHeight: number;
  readonly sort: GridSort;
  readonly onSortChange: (sort: GridSort) => void;
  readonly selection: GridSelection<Id>;
  readonly controls: GridSelectionControls;
  readonly selectable: boolean;
  readonly openRowId: Id | null;
  readonly onOpenRow: (row: Row) => void;
  readonly card: ((row: Row) => ReactNode) | null;
  /** Another one means other rows: the view goes back to the top. */
  readonly sourceKey: string;
  /** Tells which rows are in view. */
  readonly onRange: (first: number, last: number) => void;
};

/** The part that scrolls: header, rows that are in view, keyboard. */
export function GridViewport<Row extends object, Id extends RowId>(props: GridViewportProps<Row, Id>) {
  const { columns, layout, rows, rowHeight, sort, selection, controls, card, selectable, onRange } = props;
  const { t } = useTranslation('components');
  const idPrefix = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(-1);
  const [MemoRow] = useState(() => memo(GridRow<Row>));
  const table = useGridTable({ columns, layout, onLayoutChange: props.onLayoutChange, sort });
  const total = rows.total ?? 0;
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: rowsBeyondView,
    scrollPaddingStart: card === null ? rowHeight : 0,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  const items = virtualizer.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => onRange(first, last), [onRange, first, last]);
  useEffect(() => {
    setActive(-1);
    scroller.current?.scrollTo({ top: 0 });
  }, [props.sourceKey]);

  const latest = useRef(props);
  latest.current = props;
  const [handlers] = useState(() => ({
    pick: (index: number, event: MouseEvent) => {
      setActive(index);
      if (event.shiftKey || event.metaKey || event.ctrlKey) {
        latest.current.controls.toggle(index, event.shiftKey);
        return;
      }
      const row = latest.current.rows.loaded.get(index);
      if (row !== undefined) latest.current.onOpenRow(row);
    },
    toggle: (index: number, range: boolean) => {
      setActive(index);
      latest.current.controls.toggle(index, range);
    },
  }));

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== scroller.current || event.altKey) return;
    const command = event.ctrlKey || event.metaKey;
    const moved = command
      ? null
      : rowAfterKey(event.key, active, total, rowsInView(scroller.current, rowHeight));
    if (moved !== null) {
      event.preventDefault();
      if (event.shiftKey && selectable) {
        if (selection.kind === 'none' && active !== -1) controls.toggle(active, false);
        controls.toggle(moved, true);
      }
      setActive(moved);
      virtualizer.scrollToIndex(moved, { align: 'auto' });
      return;
    }
    const row = rows.loaded.get(active);
    if (event.key === 'Enter' && row !== undefined) props.onOpenRow(row);
    else if (event.key === ' ' && selectable && active !== -1) controls.toggle(active, event.shiftKey);
    else if (event.key === 'a' && command && selectable && selection.kind !== 'filter') {
      controls.clear();
      controls.toggleAll();
    } else if (event.key === 'Escape' && selection.kind !== 'none') controls.clear();
    else return;
    event.preventDefault();
  };

  const byId = new Map(columns.map((column) => [column.id, column]));
  const visible = table.getVisibleLeafColumns();
  const shown = useStableColumns(visible.flatMap((column) => byId.get(column.id) ?? []));
  const width = visible.reduce((sum, column) => sum + column.getSize(), selectable ? selectWidth : 0);
  const style: CSSProperties & Record<`--column-${string}`, string> = {};
  for (const column of visible) {
    const grows = byId.get(column.id)?.grow === true && layout.widths[column.id] === undefined;
    style[`--column-${column.id}`] = `${grows ? 1 : 0} 0 ${column.getSize()}px`;
  }
  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={props.label}
      aria-rowcount={total + 1}
      aria-colcount={shown.length + (selectable ? 1 : 0)}
      aria-multiselectable={selectable || undefined}
      aria-activedescendant={active === -1 || total === 0 ? undefined : `${idPrefix}-${active}`}
      aria-busy={rows.outdated || undefined}
      tabIndex={0}
      className={classes['viewport']}
      data-outdated={rows.outdated || undefined}
      data-cards={card === null ? undefined : true}
      style={style}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        if (event.target === scroller.current && active === -1 && total > 0) setActive(first);
      }}
    >
      <div
        className={classes['sheet']}
        role="presentation"
        style={card === null ? { minWidth: width } : undefined}
      >
        {card === null ? (
          <GridHeader
            table={table}
            columns={byId}
            sort={sort}
            onSortChange={props.onSortChange}
            layout={layout}
            onLayoutChange={props.onLayoutChange}
            selectAll={
              selectable ? (
                <div role="columnheader" className={classes['selectCell']}>
                  <input
                    type="checkbox"
                    className={classes['box']}
                    checked={selection.kind === 'filter'}
                    ref={(box) => {
                      if (box !== null) box.indeterminate = selection.kind === 'ids';
                    }}
                    disabled={total === 0}
                    onChange={controls.toggleAll}
                    aria-label={t('grid.selectAll')}
                  />
                </div>
              ) : null
            }
          />
        ) : null}
        <div
          role="rowgroup"
          className={classes['rows']}
          style={{ height: rows.total === undefined ? undefined : virtualizer.getTotalSize() }}
        >
          {items.map((item) => {
            const row = rows.loaded.get(item.index);
            const frame = {
              index: item.index,
              domId: `${idPrefix}-${item.index}`,
              top: item.start,
              height: rowHeight,
            };
            if (row === undefined) return <SkeletonRow key={item.key} {...frame} />;
            const id = props.rowId(row);
            return (
              <MemoRow
                key={item.key}
                {...frame}
                row={row}
                columns={shown}
                selectable={selectable}
                selected={isSelected(selection, id)}
                active={item.index === active}
                opened={id === props.openRowId}
                selectLabel={t('grid.select', { what: props.rowLabel(row) })}
                card={card}
                onPick={handlers.pick}
                onToggle={handlers.toggle}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function rowsInView(scroller: HTMLElement | null, rowHeight: number): number {
  return scroller === null ? 1 : Math.floor(scroller.clientHeight / rowHeight) - 1;
}

/** The same array for as long as it holds the same columns. */
function useStableColumns<Column>(columns: readonly Column[]): readonly Column[] {
  const before = useRef(columns);
  const same =
    before.current.length === columns.length &&
    before.current.every((column, index) => column === columns[index]);
  if (!same) before.current = columns;
  return before.current;
}
