import { CasingCache } from 'drizzle-orm/casing';
import type { SQL } from 'drizzle-orm/sql';
import { quoteName } from './quote-name.ts';
import type { ReadStatement } from './reader-messages.ts';

const casing = new CasingCache();

/**
 * Drizzle's `sql` as one statement of SQLite with its parameters. Not by drizzle's own dialect: loading that costs 80 MB of
 * memory, and this is all of it that a cache needs.
 */
export function compileQuery(query: SQL): ReadStatement {
  const { sql: text, params } = query.toQuery({
    casing,
    escapeName: quoteName,
    escapeParam: () => '?',
    escapeString: (value) => `'${value.replaceAll("'", "''")}'`,
  });
  return { text, values: params };
}
