import SqliteDatabase from 'better-sqlite3';
import { z } from 'zod';
import { outsideName } from '../cache-ddl.ts';
import type { CacheDefinition } from '../cache-definition.ts';
import { registerCacheFunctions } from '../cache-functions.ts';
import type { ReadStatement } from '../reader-messages.ts';
import { memberTable, rollupTable, stepTable } from '../rollups/rollup-tables.ts';

const bookkeeping = new Set(['cache_facts', 'cache_tables', 'sqlite_schema']);

const opcode = z.object({ opcode: z.string(), p2: z.int(), p3: z.int() });
const stored = z.object({ rootpage: z.int(), tbl_name: z.string() });

/**
 * The mirrored tables that statements on a cache read, as SQLite itself compiles them: whatever it opens, be it the table, an
 * index of it, its rows outside the window, or a rollup made of it.
 *
 * @throws Error for a table of which it is not known what it is made of
 */
export function mirrorsRead(
  file: string,
  definition: CacheDefinition,
  statements: Iterable<ReadStatement>,
): Set<string> {
  const madeOf = sources(definition);
  const database = new SqliteDatabase(file, { readonly: true, fileMustExist: true });
  try {
    registerCacheFunctions(database);
    const schema = z
      .array(stored)
      .parse(database.prepare('select rootpage, tbl_name from sqlite_schema where rootpage > 0').all());
    const tableAt = new Map([
      [1, 'sqlite_schema'],
      ...schema.map(({ rootpage, tbl_name: table }) => [rootpage, table] as const),
    ]);
    const read = new Set<string>();
    for (const { text, values } of statements) {
      const program = z.array(opcode).parse(database.prepare(`explain ${text}`).all(values));
      for (const { opcode: name, p2: rootPage, p3: inDatabase } of program) {
        // Database 0 is the file; 1 is what a query sorts aside.
        if (name !== 'OpenRead' || inDatabase !== 0) continue;
        const table = tableAt.get(rootPage) ?? `page ${rootPage}`;
        if (bookkeeping.has(table)) continue;
        const mirrors = madeOf.get(table);
        if (mirrors === undefined) throw new Error(`nobody knows what ${table} is made of`);
        for (const mirror of mirrors) read.add(mirror);
      }
    }
    return read;
  } finally {
    database.close();
  }
}

/** What each table of a cache is made of. */
function sources({ tables, rollups }: CacheDefinition): Map<string, readonly string[]> {
  const madeOf = new Map<string, readonly string[]>();
  for (const table of tables) {
    madeOf.set(table.name, [table.name]);
    madeOf.set(outsideName(table), [table.name]);
  }
  for (const rollup of rollups) {
    if (rollup.kind === 'sum') {
      for (const grain of rollup.grains) madeOf.set(rollupTable(rollup, grain), [rollup.source]);
      if (rollup.ofLarge !== undefined) madeOf.set(memberTable(rollup), [rollup.source]);
    } else {
      const mirrors = [rollup.source, rollup.cohort.table];
      madeOf.set(rollup.name, mirrors);
      madeOf.set(memberTable(rollup), mirrors);
      madeOf.set(stepTable(rollup), mirrors);
    }
  }
  return madeOf;
}
