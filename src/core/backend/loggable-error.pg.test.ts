import { inspect } from 'node:util';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/test-database.ts';
import { loggableError } from './loggable-error.ts';

let subject: TestDatabase;

beforeAll(async () => {
  subject = await createTestDatabase({ schema: 'none' });
  await subject.pool.query('create table phones (phone text constraint phones_once unique)');
});

afterAll(() => subject.drop());

test('neither the parameters of a query nor the row it failed on are in what is logged', async () => {
  const phone = '+4915112345678';
  const add = () => subject.database.execute(sql`insert into phones values (${phone})`);
  await add();
  const error: unknown = await add().catch((failure: unknown) => failure);
  expect(inspect(error, { depth: 12 })).toContain('+4915112345678');
  const loggable = inspect(loggableError(error), { depth: 12 });
  expect(loggable).not.toContain('4915112345678');
  expect(loggable).toContain('insert into phones values ($1)');
  expect(loggable).toContain('phones_once');
  expect(loggable).toContain('23505');
  expect(loggable).toContain('loggable-error.pg.test.ts');
});

test('an error of another kind is left as it is', () => {
  const error = new Error('a bug');
  expect(loggableError(error)).toBe(error);
  expect(loggableError('text')).toBe('text');
});
