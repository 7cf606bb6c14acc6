import { z } from 'zod';
import { OpsdeckError } from '#contract/errors.ts';
import type { Permission } from '#contract/permissions.ts';
import { type Column, placesOf, type Row } from './column.ts';
import type { ExportedTable } from './exported-table.ts';

export type SuppliedTableDeclaration<Input> = {
  readonly name: string;
  readonly title: string;
  readonly permission: Permission;
  readonly input: z.ZodType<Input>;
  readonly columns: readonly Column[];
  /** All rows there are, newest state first asked; a table of which there is never more than fits into memory. */
  readonly read: (input: Input) => Promise<readonly Row[]>;
  readonly chosen: (input: Input) => readonly (readonly [string, string])[];
};

/** Declares a small table that is not part of the local copy: its rows are read when the export begins. */
export function suppliedTable<Input>(declaration: SuppliedTableDeclaration<Input>): ExportedTable {
  const { name, title, permission, columns: all } = declaration;
  return {
    name,
    title,
    permission,
    async prepare({ input: raw, columns }) {
      const parsed = declaration.input.safeParse(raw);
      if (!parsed.success)
        throw new OpsdeckError('INVALID_INPUT', { problem: z.prettifyError(parsed.error) });
      const rows = await declaration.read(parsed.data);
      const places = placesOf(all);
      const chosen = (columns ?? all.map(({ key }) => key)).flatMap((key) => {
        const index = all.findIndex((column) => column.key === key);
        const column = all[index];
        return column === undefined ? [] : [{ column, place: places[index] ?? 0 }];
      });
      if (chosen.length === 0) throw new OpsdeckError('INVALID_INPUT', { problem: 'no column was chosen' });
      const pick = (row: Row): Row =>
        chosen.flatMap(({ column, place }) => row.slice(place, place + (column.type === 'money' ? 2 : 1)));
      return {
        parts: [
          {
            kind: 'table',
            title,
            columns: chosen.map(({ column }) => column),
            source: { kind: 'given', rows: rows.map(pick) },
          },
        ],
        facts: declaration.chosen(parsed.data),
      };
    },
  };
}
