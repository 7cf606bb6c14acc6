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
};

/** A short table of a few columns that needs neither sorting nor virtual rows. For more use the data grid. */
export function DataTable({ label, columns, rows, maxHeight }: DataTableProps) {
  return (
    <div
      className={classes['scroll']}
      style={maxHeight === undefined ? undefined : { maxHeight }}
      tabIndex={0}
      role="group"
      aria-label={label}
    >
      <table className={classes['table']}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.label} scope="col" data-align={column.align}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              {row.cells.map((cell, index) => (
                <td key={columns[index]?.label ?? index} data-align={columns[index]?.align}>
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
