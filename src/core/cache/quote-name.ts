/** A name of a table or a column as SQL, in Postgres and in SQLite alike. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
