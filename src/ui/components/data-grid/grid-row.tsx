import type { MouseEvent, ReactNode } from 'react';
import { Skeleton } from '@mantine/core';
import type { GridColumn } from './grid-types.ts';
import classes from './data-grid.module.css';

type RowFrame = {
  /** Place among all rows, from 0. */
  readonly index: number;
  readonly domId: string;
  /** Distance from the top of the rows, in pixels. */
  readonly top: number;
  readonly height: number;
};

export type GridRowProps<Row> = RowFrame & {
  readonly row: Row;
  /** The columns that are shown, in their order. */
  readonly columns: readonly GridColumn<Row>[];
  readonly selectable: boolean;
  readonly selected: boolean;
  readonly active: boolean;
  readonly opened: boolean;
  readonly selectLabel: string;
  /** On a narrow screen: the row as one card. */
  readonly card: ((row: Row) => ReactNode) | null;
  readonly onPick: (index: number, event: MouseEvent) => void;
  readonly onToggle: (index: number, range: boolean) => void;
};

/** One row. All it shows comes from its properties, so that scrolling moves rows and does not draw them again. */
export function GridRow<Row>(props: GridRowProps<Row>) {
  const { index, domId, top, height, row, columns, card, selectable, selected, active, opened } = props;
  return (
    <div
      id={domId}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={selectable ? selected : undefined}
      className={classes['row']}
      data-active={active || undefined}
      data-opened={opened || undefined}
      data-selected={selected || undefined}
      style={{ height, transform: `translateY(${top}px)` }}
      onClick={(event) => props.onPick(index, event)}
    >
      {selectable ? (
        <div
          role="gridcell"
          className={classes['selectCell']}
          onClick={(event) => {
            event.stopPropagation();
            props.onToggle(index, event.shiftKey);
          }}
        >
          <input
            type="checkbox"
            className={classes['box']}
            checked={selected}
            readOnly
            tabIndex={-1}
            aria-label={props.selectLabel}
          />
        </div>
      ) : null}
      {card === null ? (
        columns.map((column) => (
          <div
            key={column.id}
            role="gridcell"
            className={classes['cell']}
            data-align={column.align}
            data-column={column.id}
            style={{ flex: `var(--column-${column.id})` }}
          >
            {column.cell(row)}
          </div>
        ))
      ) : (
        <div role="gridcell" className={classes['card']}>
          {card(row)}
        </div>
      )}
    </div>
  );
}

/** In the place of a row that is not loaded yet. */
export function SkeletonRow({ index, domId, top, height }: RowFrame) {
  return (
    <div
      id={domId}
      role="row"
      aria-rowindex={index + 2}
      className={classes['row']}
      data-skeleton
      style={{ height, transform: `translateY(${top}px)` }}
    >
      <div role="gridcell" className={classes['skeletonCell']}>
        <Skeleton height={10} width={`${30 + ((index * 37) % 45)}%`} radius="sm" />
      </div>
    </div>
  );
}
