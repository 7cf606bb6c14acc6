import { DrizzleQueryError } from 'drizzle-orm';
import { DatabaseError } from 'pg';

/**
 * The same error without the values it is about, which may be private: Drizzle's message repeats every parameter of the
 * query, and Postgres' detail line the row. What kind of error it is, where, and the query's text stay. Errors of other
 * kinds are returned as they are.
 */
export function loggableError(error: unknown): unknown {
  if (error instanceof DrizzleQueryError) {
    return withStackOf(
      error,
      new Error(`Failed query: ${error.query}`, { cause: loggableError(error.cause) }),
    );
  }
  if (error instanceof DatabaseError) {
    const { code, severity, schema, table, column, constraint, routine } = error;
    return withStackOf(
      error,
      Object.assign(new Error(error.message), { code, severity, schema, table, column, constraint, routine }),
    );
  }
  return error;
}

/** The frames of the original, under the message of the copy. */
function withStackOf(original: Error, copy: Error): Error {
  const frames = (original.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  copy.stack = [`${original.name}: ${copy.message}`, ...frames].join('\n');
  return copy;
}
