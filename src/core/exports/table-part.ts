import { type SQL, sql } from 'drizzle-orm/sql';
import { compileQuery } from '../cache/compile-query.ts';
import type { Column } from './column.ts';
import type { ExportColumn } from './exported-table.ts';
import type { ChartPart, TablePart } from './export-job.ts';

/** A table of the local copy; `from` is what follows `select …`. */
export function tablePart(
  title: string,
  columns: readonly ExportColumn[],
  from: SQL,
  keptTable?: string,
): TablePart {
  const rows = sql`select ${sql.join(columns.flatMap(valuesOf), sql`, `)} ${from}`;
  return {
    kind: 'table',
    title,
    columns: columns.map(plainColumn),
    ...(keptTable === undefined ? {} : { keptTable }),
    source: {
      kind: 'cache',
      rows: compileQuery(rows),
      count: compileQuery(sql`select count(*) from (select 1 ${from})`),
    },
  };
}

/** A drawing of that table: `value` over `by`, columns of it by key. */
export function chartPart(
  title: string,
  form: ChartPart['form'],
  { columns, source }: TablePart,
  { by, value }: { readonly by: string; readonly value: string },
): ChartPart {
  return { kind: 'chart', title, form, by, value, series: null, columns, source };
}

function plainColumn(column: ExportColumn): Column {
  const { key, label, type } = column;
  if (column.type === 'enum') return { key, label, type, labels: column.labels };
  return { key, label, type, ...(column.type === 'money' && column.isAverage ? { isAverage: true } : {}) };
}

/** Amounts go as text: a number does not hold all of them. */
function valuesOf(column: ExportColumn): readonly SQL[] {
  return column.type === 'money' ? [sql`cast(${column.value} as text)`, column.currency] : [column.value];
}
