import type { ReactNode } from 'react';
import classes from './chart.module.css';

export type DataTableContent = {
  readonly columns: readonly { readonly label: string; readonly align?: 'start' | 'end' }[];
  readonly rows: readonly { readonly id: string | number; readonly cells: readonly ReactNode[] }[];
};

type DataTableProps = DataTableContent & {
  readonly label: string;
  /** In pixels; beyond it the table scrolls by itself. */
  readonly maxHeight?: number;
  /** On a phone each row becomes a card of names and values, instead of a table that scrolls sideways. */
  readonly stackOnPhone?: boolean;
};

/**
 * A short table of a few columns that needs neither sorting nor virtual rows. For more use the data grid. Its roles are
 * written out, because on a phone a changed `display` would take them away.
 */
export function DataTable({ label, columns, rows, maxHeight, stackOnPhone = false }: DataTableProps) {
  return (
    <div
      className={classes['scroll']}
      style={maxHeight === undefined ? undefined : { maxHeight }}
      tabIndex={0}
      role="group"
      aria-label={label}
    >
      <table className={classes['table']} data-stack={stackOnPhone || undefined} role="table">
        <thead role="rowgroup">
          <tr role="row">
            {columns.map((column) => (
              <th key={column.label} scope="col" role="columnheader" data-align={column.align}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {rows.map((row) => (
            <tr key={row.id} role="row">
              {row.cells.map((cell, index) => (
                <td
                  key={columns[index]?.label ?? index}
                  role="cell"
                  data-align={columns[index]?.align}
                  data-name={stackOnPhone ? columns[index]?.label : undefined}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
