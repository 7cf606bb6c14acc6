import { type Column, type SQL, sql } from 'drizzle-orm';

/**
 * The condition that a column contains a text, without regard to case in any script; what looks like a pattern is text. Only
 * values with other letters than ASCII are folded: a function of ours costs ten times as much as one of SQLite's.
 */
export function containsText(column: Column | SQL, text: string): SQL {
  const wanted = text.normalize('NFC').toLowerCase();
  // oxlint-disable-next-line no-control-regex -- all of ASCII is meant
  const isPlain = /^[\u0000-\u007f]*$/.test(wanted);
  const hasOtherLetters = sql`octet_length(${column}) > length(${column})`;
  if (!isPlain) return sql`(${hasOtherLetters} and instr(fold(${column}), ${wanted}) > 0)`;
  const pattern = `%${wanted.replaceAll(/[\\%_]/g, '\\$&')}%`;
  return sql`(${column} like ${pattern} escape '\\')`;
}
