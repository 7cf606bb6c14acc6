import { type Column, type SQL, sql } from 'drizzle-orm';

/**
 * The condition that a column of the cache contains a text, without regard to case in any script; what looks like a pattern is
 * text. Only SQLite's own functions: `fold` takes four times as long on a hundred thousand names in Cyrillic.
 */
export function containsText(column: Column | SQL, text: string): SQL {
  // SQLite's LIKE knows the two cases of ASCII.
  // oxlint-disable-next-line no-control-regex -- all of ASCII is meant
  if (/^[\u0000-\u007f]*$/.test(text)) {
    return sql`(${column} like ${`%${text.replaceAll(/[\\%_]/g, '\\$&')}%`} escape '\\')`;
  }
  const eachInBothCases = Array.from(text.normalize('NFC'), globOf).join('');
  return sql`(${column} glob ${`*${eachInBothCases}*`})`;
}

function globOf(character: string): string {
  const cases = new Set([character, character.toLowerCase(), character.toUpperCase()]);
  // A few letters become two in the other case: those stay as they are.
  const single = [...cases].filter((variant) => Array.from(variant).length === 1);
  return single.length > 1 || '*?['.includes(character) ? `[${single.join('')}]` : character;
}
