import type { KeyboardEvent, ReactNode } from 'react';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { resizeColumn, type ColumnLayout } from './column-layout.ts';
import type { GridColumn, GridSort } from './grid-types.ts';
import { nextSort } from './sort-text.ts';
import type { GridTable } from './use-grid-table.ts';
import classes from './data-grid.module.css';

/** How far one press of an arrow key changes a width, in pixels. */
const widthStep = 16;

type GridHeaderProps<Row extends object> = {
  readonly table: GridTable<Row>;
  readonly columns: ReadonlyMap<string, GridColumn<Row>>;
  readonly sort: GridSort;
  readonly onSortChange: (sort: GridSort) => void;
  readonly layout: ColumnLayout;
  readonly onLayoutChange: (layout: ColumnLayout) => void;
  readonly selectAll: ReactNode;
};

/** The names of the columns: a click sorts, the edge resizes, Shift with an arrow key resizes too. */
export function GridHeader<Row extends object>(props: GridHeaderProps<Row>) {
  const { table, columns, sort, onSortChange, layout, onLayoutChange, selectAll } = props;
  const { t } = useTranslation('components');
  const resizeByKey = (event: KeyboardEvent, id: string, width: number) => {
    if (!event.shiftKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
    event.preventDefault();
    onLayoutChange(resizeColumn(layout, id, width + (event.key === 'ArrowLeft' ? -widthStep : widthStep)));
  };
  return (
    <div role="row" aria-rowindex={1} className={classes['header']}>
      {selectAll}
      {table.getHeaderGroups()[0]?.headers.map((header) => {
        const column = columns.get(header.column.id);
        if (column === undefined) return null;
        const sorted = sort.column === column.id;
        const startResize = header.getResizeHandler();
        return (
          <div
            key={header.id}
            role="columnheader"
            className={classes['headerCell']}
            data-align={column.align}
            data-column={column.id}
            style={{ flex: `var(--column-${column.id})` }}
            aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : undefined}
          >
            {column.sortable === true ? (
              <button
                type="button"
                className={classes['headerButton']}
                data-sorted={sorted || undefined}
                title={t('grid.headerHint')}
                onClick={() => onSortChange(nextSort(sort, column.id, column.descendingFirst === true))}
                onKeyDown={(event) => resizeByKey(event, column.id, header.getSize())}
              >
                <span className={classes['headerText']}>{column.label}</span>
                <SortIcon descending={sorted ? sort.descending : column.descendingFirst === true} />
              </button>
            ) : (
              <span className={classes['headerText']}>{column.label}</span>
            )}
            <span
              className={classes['resize']}
              data-resizing={header.column.getIsResizing() || undefined}
              onMouseDown={startResize}
              onTouchStart={startResize}
              onDoubleClick={() => onLayoutChange(resizeColumn(layout, column.id, column.width))}
              aria-hidden
            />
          </div>
        );
      })}
    </div>
  );
}

function SortIcon({ descending }: { readonly descending: boolean }) {
  const Arrow = descending ? IconArrowDown : IconArrowUp;
  return <Arrow size={13} stroke={2} aria-hidden className={classes['sortIcon']} />;
}
