import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { SqlTable } from '#contract/sql-console.ts';
import type { CacheReads } from '../cache/cache.ts';
import { quoteName } from '../cache/quote-name.ts';
import type { ReadableTables } from './sql-messages.ts';

const columnRow = z.object({ tbl: z.string(), name: z.string(), type: z.string(), pk: z.int() });
const indexRow = z.object({ tbl: z.string(), idx: z.string(), name: z.string().nullable() });
const knownRow = z.object({ name: z.string(), rows: z.int() });
const countRow = z.object({ rows: z.int() });

/** Only the first so many rows of a table are counted where no count is kept: counting is reading. */
const countedUpTo = 1_000_000;

/** The tables that can be asked, with their columns and indexes, those of the business first. */
export async function listTables(cache: CacheReads, tables: ReadableTables): Promise<SqlTable[]> {
  const [columns, indexes, known] = await cache.together([
    {
      sql: sql`select m.name as tbl, c.name, c.type, c.pk from sqlite_schema m, pragma_table_info(m.name) c
        where m.type = 'table' order by m.name, c.cid`,
      row: columnRow,
    },
    {
      sql: sql`select m.name as tbl, i.name as idx, c.name from sqlite_schema m, pragma_index_list(m.name) i, pragma_index_info(i.name) c
        where m.type = 'table' and i.origin = 'c' order by m.name, i.name, c.seqno`,
      row: indexRow,
    },
    { sql: sql`select name, rows from cache_tables`, row: knownRow },
  ]);
  const names = [...new Set(columns.map(({ tbl }) => tbl))].filter((name) => Object.hasOwn(tables, name));
  const counts = new Map(known.map(({ name, rows }) => [name, rows]));
  const uncounted = names.filter((name) => !counts.has(name));
  const counted = await cache.together(
    uncounted.map((name) => ({
      sql: sql.raw(
        `select count(*) as rows from (select 1 from ${quoteName(name)} limit ${countedUpTo + 1})`,
      ),
      row: countRow,
    })),
  );
  for (const [at, name] of uncounted.entries()) counts.set(name, counted[at]?.[0]?.rows ?? 0);
  return names
    .map((name): SqlTable => {
      const rows = counts.get(name) ?? null;
      const own = indexes.filter(({ tbl }) => tbl === name);
      return {
        name,
        kind: kindOf(name, known),
        rows: rows !== null && rows > countedUpTo && uncounted.includes(name) ? null : rows,
        columns: columns
          .filter(({ tbl }) => tbl === name)
          .map((column) => ({
            name: column.name,
            type: column.type,
            kind: tables[name]?.[column.name] ?? 'unknown',
            key: column.pk,
          })),
        indexes: [...new Set(own.map(({ idx }) => idx))].map((index) => ({
          name: index,
          columns: own.filter(({ idx }) => idx === index).map((column) => column.name ?? '…'),
        })),
      };
    })
    .toSorted((one, other) => order[one.kind] - order[other.kind] || (one.name < other.name ? -1 : 1));
}

const order: Readonly<Record<SqlTable['kind'], number>> = { rows: 0, sums: 1, outside: 2, bookkeeping: 3 };

function kindOf(name: string, mirrored: readonly { readonly name: string }[]): SqlTable['kind'] {
  if (name.startsWith('cache_')) return 'bookkeeping';
  if (mirrored.some((table) => table.name === name)) return 'rows';
  return mirrored.some((table) => name === `${table.name}_outside`) ? 'outside' : 'sums';
}
