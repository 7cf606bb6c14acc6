import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/test-database.ts';
import { inTransaction } from './transaction.ts';

let subject: TestDatabase;

beforeEach(async () => {
  subject = await createTestDatabase({ schema: 'none' });
  await subject.pool.query('create table counters (id int primary key, value int not null)');
  await subject.pool.query('insert into counters values (1, 0), (2, 0)');
});

afterEach(() => subject.drop());

async function values(): Promise<readonly number[]> {
  const { rows } = await subject.pool.query<{ value: number }>('select value from counters order by id');
  return rows.map((row) => row.value);
}

function increment(): Promise<void> {
  return inTransaction(
    subject.database,
    async (transaction) => {
      const { rows } = await transaction.execute<{ value: number }>(
        sql`select value from counters where id = 1`,
      );
      await transaction.execute(sql`update counters set value = ${(rows[0]?.value ?? 0) + 1} where id = 1`);
    },
    { isolation: 'serializable' },
  );
}

describe('inTransaction', () => {
  test('commits all of the work', async () => {
    const result = await inTransaction(subject.database, async (transaction) => {
      await transaction.execute(sql`update counters set value = 1 where id = 1`);
      await transaction.execute(sql`update counters set value = 2 where id = 2`);
      return 'done';
    });
    expect(result).toBe('done');
    expect(await values()).toEqual([1, 2]);
  });

  test('undoes all of it when the work throws, and does not try again', async () => {
    let runs = 0;
    const work = inTransaction(subject.database, async (transaction) => {
      runs += 1;
      await transaction.execute(sql`update counters set value = 9`);
      throw new Error('no');
    });
    await expect(work).rejects.toThrow('no');
    expect(await values()).toEqual([0, 0]);
    expect(runs).toBe(1);
  });

  test('tries again after a serialization failure, so no update is lost', async () => {
    await Promise.all([increment(), increment(), increment()]);
    expect(await values()).toEqual([3, 0]);
  });

  test('tries again after a deadlock', async () => {
    let arrived = 0;
    const { promise: bothHoldOne, resolve: open } = Promise.withResolvers<void>();
    const cross = (first: number, second: number) =>
      inTransaction(subject.database, async (transaction) => {
        await transaction.execute(sql`update counters set value = value + 1 where id = ${first}`);
        arrived += 1;
        if (arrived === 2) open();
        await bothHoldOne;
        await transaction.execute(sql`update counters set value = value + 1 where id = ${second}`);
      });
    await Promise.all([cross(1, 2), cross(2, 1)]);
    // One of them had to give way; both, when they noticed in the same moment.
    expect(arrived).toBeGreaterThan(2);
    expect(await values()).toEqual([2, 2]);
  });

  test('gives up after five attempts', async () => {
    let runs = 0;
    const work = inTransaction(subject.database, async (transaction) => {
      runs += 1;
      await transaction.execute(sql`do $$ begin raise exception using errcode = '40001'; end $$`);
    });
    await expect(work).rejects.toMatchObject({ cause: { code: '40001' } });
    expect(runs).toBe(5);
  });
});
