import { Socket } from 'node:net';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Client, type Pool } from 'pg';
import { isOpsdeckError } from '#contract/errors.ts';
import type { Database } from '../../backend/database.ts';

/** How a command is cut off: its backend is killed at that statement, its client goes away before or while it commits. */
export type Crash =
  | { readonly kind: 'killed'; readonly statement: number }
  | { readonly kind: 'gone-before-commit' }
  | { readonly kind: 'answer-lost' };

export type Outcome<Result> =
  { readonly kind: 'done'; readonly result: Result } | { readonly kind: 'crashed' };

/**
 * Runs work on a connection of its own that breaks as planned; work with fewer statements may get through. What is expected of
 * the work itself (an `OpsdeckError`) is thrown.
 */
export async function crashing<Result>(
  pool: Pool,
  url: string,
  crash: Crash,
  work: (database: Database) => Promise<Result>,
): Promise<Outcome<Result>> {
  const socket = new Socket();
  const client = new Client({ connectionString: url, stream: () => socket, application_name: 'crashing' });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  const pid = rows[0]?.pid;
  let statements = 0;
  let kill: Promise<unknown> = Promise.resolve();
  const database = drizzle({
    client,
    logger: {
      logQuery(query) {
        statements += 1;
        if (crash.kind === 'killed' && statements === crash.statement)
          kill = pool.query('select pg_terminate_backend($1)', [pid]);
        if (query !== 'commit') return;
        if (crash.kind === 'gone-before-commit') socket.destroy();
        // By then it is on its way.
        if (crash.kind === 'answer-lost') setImmediate(() => socket.destroy());
      },
    },
  });
  try {
    return { kind: 'done', result: await work(database) };
  } catch (error) {
    if (isOpsdeckError(error)) throw error;
    return { kind: 'crashed' };
  } finally {
    await kill;
    socket.destroy();
    await client.end().catch(() => undefined);
  }
}
