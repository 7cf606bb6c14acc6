import { randomBytes } from 'node:crypto';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Client, type Pool } from 'pg';
import { inject, TestRunner } from 'vitest';
import type { Database } from '../../src/core/backend/database.ts';
import { failedTests } from './failed-tests.ts';
import { openTestPool } from './open-test-pool.ts';
import type { TestPostgres } from './postgres-server.ts';

/** A database of one test's (or one file's) own, with the schema of today and no rows. */
export type TestDatabase = {
  readonly name: string;
  readonly url: string;
  readonly pool: Pool;
  readonly database: Database;
  /** Ends its connections and removes it; after a failed test it stays, and its name is printed. */
  drop(): Promise<void>;
};

/** Makes one, as a copy of the migrated template. With `schema: 'none'` it is empty. */
export async function createTestDatabase(
  options: { readonly schema?: 'migrated' | 'none' } = {},
): Promise<TestDatabase> {
  const { template, ...server } = inject('postgres');
  const name = `test_${randomBytes(6).toString('hex')}`;
  const source = options.schema === 'none' ? 'template0' : template;
  // Its files as they are: through the log, as usual, takes twice as long.
  await onServer(`create database ${name} template ${source} strategy file_copy`);
  const pool = openTestPool({ ...server, database: name, max: 8, application_name: 'opsdeck-test' });
  const failedBefore = failedTests();
  return {
    name,
    url: `postgres://${server.user}:${server.password}@${server.host}:${server.port}/${name}`,
    pool,
    database: drizzle({ client: pool }),
    drop: async () => {
      await pool.end();
      const failed = failedTests() > failedBefore || TestRunner.getCurrentTest()?.result?.state === 'fail';
      if (failed && !process.env['CI'])
        process.stderr.write(`Kept the database ${name} of the failed test.\n`);
      else await onServer(`drop database if exists ${name} with (force)`);
    },
  };
}

async function onServer(statement: string): Promise<void> {
  const { template: _, ...server }: TestPostgres = inject('postgres');
  const client = new Client({ ...server, database: 'postgres' });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
