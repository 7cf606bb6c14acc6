import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import type { ReadableTables } from './sql-messages.ts';

const opcode = z.object({ opcode: z.string(), p2: z.int(), p3: z.int() });
const stored = z.object({ rootpage: z.int(), tbl_name: z.string() });

/** What opens a table or an index: SQLite names it by the page it begins at. */
const opening = new Set(['OpenRead', 'OpenWrite', 'ReopenIdx']);

/**
 * Asks SQLite what a statement opens, as it has compiled it: a view of a name, an alias, a subquery hide nothing. Returns the first
 * table that may not be read, or null.
 */
export function unreadableTable(database: Database, inner: string, tables: ReadableTables): string | null {
  const schema = z
    .array(stored)
    .parse(database.prepare('select rootpage, tbl_name from sqlite_schema where rootpage > 0').all());
  const tableAt = new Map([
    [1, 'sqlite_schema'],
    ...schema.map(({ rootpage, tbl_name: table }) => [rootpage, table] as const),
  ]);
  const statement = database.prepare(`explain ${inner}`);
  for (const { opcode: name, p2: page, p3: inDatabase } of z.array(opcode).parse(statement.all())) {
    // Database 1 is what a statement sorts aside.
    if (!opening.has(name) || inDatabase === 1) continue;
    const table = inDatabase === 0 ? tableAt.get(page) : undefined;
    if (table === undefined) return `page ${page}`;
    if (table !== 'sqlite_schema' && !Object.hasOwn(tables, table)) return table;
  }
  return null;
}
