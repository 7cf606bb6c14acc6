import SqliteDatabase from 'better-sqlite3';
import { z } from 'zod';
import { registerCacheFunctions } from '../cache-functions.ts';
import type { ReadStatement } from '../reader-messages.ts';

const opcode = z.object({ opcode: z.string(), p1: z.int(), p2: z.int(), p3: z.int() });
const stored = z.object({ rootpage: z.int(), tbl_name: z.string() });

/** Goes to the first or the last entry of a table or an index, to go through it from there. */
const goesThrough = new Set(['Rewind', 'Last']);

/**
 * Those of the tables that statements without a limit go through from one end to the other, as SQLite itself compiles them: by
 * their rows or by an index of theirs, which costs as much when there are millions.
 */
export function wholeScans(
  file: string,
  tables: ReadonlySet<string>,
  statements: Iterable<ReadStatement>,
): Set<string> {
  const database = new SqliteDatabase(file, { readonly: true, fileMustExist: true });
  try {
    registerCacheFunctions(database);
    const schema = z
      .array(stored)
      .parse(database.prepare('select rootpage, tbl_name from sqlite_schema where rootpage > 0').all());
    const tableAt = new Map(schema.map(({ rootpage, tbl_name: table }) => [rootpage, table] as const));
    const found = new Set<string>();
    for (const { text, values } of statements) {
      if (/\blimit\b/i.test(text)) continue;
      const program = z.array(opcode).parse(database.prepare(`explain ${text}`).all(values));
      const cursors = new Map<number, string>();
      for (const { opcode: name, p1: cursor, p2: rootPage, p3: inDatabase } of program) {
        // Database 0 is the file; 1 is what a query sorts aside.
        if (name === 'OpenRead' && inDatabase === 0) cursors.set(cursor, tableAt.get(rootPage) ?? '');
        const table = cursors.get(cursor);
        if (goesThrough.has(name) && table !== undefined && tables.has(table)) found.add(table);
      }
    }
    return found;
  } finally {
    database.close();
  }
}
