import { array, assert, asyncProperty } from 'fast-check';
import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { orderStatuses } from '#contract/marketplace/orders.ts';
import { openTestPool } from '../../../tests/setup/open-test-pool.ts';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/test-database.ts';
import { history } from './testing/history.ts';
import { playHistory } from './testing/play-history.ts';

/** `npm run test:long` tells ten times as many. */
const histories = process.env['OPSDECK_TEST_LONG'] === undefined ? 300 : 10_000;
/** So many are played at once, each in a market of its own. */
const atOnce = 3;

let database: TestDatabase;
let pool: Pool;
let checks: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = openTestPool({ connectionString: database.url, max: 8 * atOnce });
  checks = openTestPool({
    connectionString: database.url,
    max: atOnce + 1,
    // Planning the great question anew each time would take longer than its answer.
    options: '-c plan_cache_mode=force_generic_plan -c jit=off',
  });
});

afterAll(async () => {
  await Promise.all([pool.end(), checks.end()]);
  await database.drop();
});

test(
  `${histories} histories of eight operators at once, with crashes, keep the money right`,
  { timeout: histories * 1_000 },
  async () => {
    const answers = new Map<string, number>();
    const stage = { pool, checks, url: database.url };
    await assert(
      asyncProperty(array(history, { minLength: atOnce, maxLength: atOnce }), async (told) => {
        for (const played of await Promise.all(told.map((one) => playHistory(stage, one)))) {
          expect(played.wrong).toEqual([]);
          for (const [answer, count] of played.answers)
            answers.set(answer, (answers.get(answer) ?? 0) + count);
        }
      }),
      { numRuns: Math.ceil(histories / atOnce), endOnFailure: true },
    );
    // Nothing is proven by histories in which nothing happens.
    const often = ['create', 'edit', 'move', 'pay', 'settle', 'standing'] as const;
    for (const answer of [...often, 'ORDER_CHANGED', 'WALLET_TOO_LOW', 'CUSTOMER_SUSPENDED'])
      expect(answers.get(answer) ?? 0, answer).toBeGreaterThan(histories / 20);
    for (const answer of [
      'dispute: opened',
      'look: goes_on',
      'look: completed',
      'look: disputed',
      'weigh: decided',
      'weigh: escalated',
      'decide: refund',
      'decide: release',
      'decide: pro_rata',
      'DISPUTE_RESOLVED',
      'DISPUTE_CHANGED',
    ])
      expect(answers.get(answer) ?? 0, answer).toBeGreaterThan(histories / 100);
    for (const crash of ['killed', 'gone-before-commit', 'answer-lost'])
      expect(answers.get(`crashed: ${crash}`) ?? 0, crash).toBeGreaterThan(histories / 20);
    const { rows } = await pool.query<{ status: string }>('select distinct status from orders');
    expect(rows.map(({ status }) => status).toSorted()).toEqual(orderStatuses.toSorted());
    const decided = await pool.query<{ rule: string }>(
      `select rule || ' ' || decision as rule from disputes where rule is not null group by 1 order by 1`,
    );
    expect(decided.rows.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining([
        'never-published refund',
        'taken-down-early pro_rata',
        'up-whole-term release',
      ]),
    );
  },
);
