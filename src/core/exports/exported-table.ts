import type { SQL } from 'drizzle-orm/sql';
import { z } from 'zod';
import { OpsdeckError } from '#contract/errors.ts';
import type { ExportRequest } from '#contract/exports.ts';
import type { Permission } from '#contract/permissions.ts';
import type { CacheReads } from '../cache/cache.ts';
import type { ColumnType } from './column.ts';
import type { Part } from './export-job.ts';
import { tablePart } from './table-part.ts';

/** A column of a grid: where its value is, in SQLite's dialect, and how it is written. */
export type ExportColumn = {
  /** The grid's own name of it, so that “as seen” finds it. */
  readonly key: string;
  readonly label: string;
  readonly value: SQL;
} & (
  | { readonly type: Exclude<ColumnType, 'money' | 'enum'> }
  | { readonly type: 'money'; readonly currency: SQL; readonly isAverage?: true }
  | { readonly type: 'enum'; readonly labels: Readonly<Record<string, string>> }
);

/** Which rows of a grid are meant: of its filter, all, or by number. */
export type ExportedRows = ExportRequest['rows'];

export type TableDeclaration<Input> = {
  /** The grid's name. */
  readonly name: string;
  readonly title: string;
  /** Whoever may read these rows may export them. */
  readonly permission: Permission;
  /** What the grid's query takes: filter and order. */
  readonly input: z.ZodType<Input>;
  readonly columns: readonly ExportColumn[];
  /** What follows `select …`: from, joins, the condition of the rows that are meant, the order. */
  readonly rows: (input: Input, rows: ExportedRows, cache: CacheReads) => SQL | Promise<SQL>;
  /** The table of which a device may keep the last days only: then the file says so. */
  readonly keptTable?: string;
  /** The filter in words, as the file says it: name and value. */
  readonly chosen: (input: Input) => readonly (readonly [string, string])[];
};

export type TableRequest = Pick<ExportRequest, 'input' | 'rows' | 'columns'>;

/** A table that can be exported, whatever its filter looks like. */
export type ExportedTable = {
  readonly name: string;
  readonly title: string;
  readonly permission: Permission;
  /** @throws OpsdeckError INVALID_INPUT for a filter that is none of this table, or no column that it has. */
  prepare(request: TableRequest, cache: CacheReads): Promise<PreparedTable>;
};

export type PreparedTable = {
  /** More than one where a file has drawings and several tables. */
  readonly parts: readonly Part[];
  /** What the file is called, where that is not the table's title. */
  readonly title?: string;
  readonly facts: readonly (readonly [string, string])[];
};

/**
 * Declares what of a grid leaves the console. Sessions, notes marked secret and documents are never a column: what is not declared
 * here cannot be asked for.
 */
export function exportedTable<Input>(declaration: TableDeclaration<Input>): ExportedTable {
  const { name, title, permission } = declaration;
  return {
    name,
    title,
    permission,
    async prepare({ input: raw, rows, columns }, cache) {
      const parsed = declaration.input.safeParse(raw);
      if (!parsed.success)
        throw new OpsdeckError('INVALID_INPUT', { problem: z.prettifyError(parsed.error) });
      const chosen = chooseColumns(declaration.columns, columns);
      return {
        parts: [
          tablePart(title, chosen, await declaration.rows(parsed.data, rows, cache), declaration.keptTable),
        ],
        facts: factsOf(parsed.data, rows, declaration),
      };
    },
  };
}

function chooseColumns(
  all: readonly ExportColumn[],
  keys: readonly string[] | null,
): readonly ExportColumn[] {
  if (keys === null) return all;
  const chosen = keys.flatMap((key) => all.find((column) => column.key === key) ?? []);
  if (chosen.length === 0) throw new OpsdeckError('INVALID_INPUT', { problem: 'no column was chosen' });
  return chosen;
}

function factsOf<Input>(
  input: Input,
  rows: ExportedRows,
  { chosen }: TableDeclaration<Input>,
): readonly (readonly [string, string])[] {
  switch (rows.kind) {
    case 'all':
      return [['Rows meant', 'All']];
    case 'ids':
      return [['Rows meant', `Selected: ${rows.ids.length}`]];
    case 'matching': {
      const facts = chosen(input).filter(([, value]) => value !== '');
      return facts.length === 0 ? [['Filter', 'None']] : facts;
    }
  }
}
