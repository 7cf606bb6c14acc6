import type { SqlTable } from '#contract/sql-console.ts';

/** Tables with such a name, whole, and of the others the columns with such a name. */
export function matchingTables(tables: readonly SqlTable[], search: string): SqlTable[] {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return [...tables];
  const matches = (name: string) => name.toLowerCase().includes(wanted);
  return tables.flatMap((table) => {
    if (matches(table.name)) return [table];
    const columns = table.columns.filter(({ name }) => matches(name));
    return columns.length === 0 ? [] : [{ ...table, columns, indexes: [] }];
  });
}
