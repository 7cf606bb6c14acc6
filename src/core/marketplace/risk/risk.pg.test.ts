import { drizzle } from 'drizzle-orm/node-postgres';
import { Client, type Pool } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CustomerId, OrderId } from '#contract/ids.ts';
import { daysMs, riskRulesSchema } from '#contract/marketplace/risk.ts';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/test-database.ts';
import { inTransaction } from '../../backend/transaction.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import type { Actor } from '../actor.ts';
import { moveOrder } from '../orders/commands/move-order.ts';
import { ada, addDrafts, ben, eve, openTestMarket, sam } from '../testing/test-market.ts';
import { recomputeRisk } from './recompute-risk.ts';
import { computeDueRisk } from './risk-runner.ts';

let testDatabase: TestDatabase;
let pool: Pool;
let workspace: Workspace;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  ({ pool } = testDatabase);
});
afterAll(async () => {
  await testDatabase.drop();
});
beforeEach(async () => {
  workspace = { id: await openTestMarket(pool), database: drizzle({ client: pool }) };
  await pool.query(`update customers set created_at = now() - interval '100 days' where workspace_id = $1`, [
    workspace.id,
  ]);
});

const actor: Actor = { mover: 'operator', name: 'Olga' };

/** Until nothing is left to be computed; how many scores were. */
async function settle(at: () => Date = () => new Date()): Promise<number> {
  let all = 0;
  for (;;) {
    const computed = await computeDueRisk(workspace, at);
    if (computed === 0) return all;
    all += computed;
  }
}

async function customer(id: CustomerId) {
  const { rows } = await pool.query(
    'select state, risk_score as score, version from customers where workspace_id = $1 and id = $2',
    [workspace.id, id],
  );
  return rows[0];
}

async function addRules(validFrom: Date, unverifiedWeight: number): Promise<void> {
  await pool.query(
    `insert into risk_rules (workspace_id, valid_from, created_by, rules) values ($1, $2, 'Olga', $3)`,
    [workspace.id, validFrom, JSON.stringify(riskRulesSchema.parse({ unverifiedWeight }))],
  );
}

async function timeline(id: CustomerId): Promise<string[]> {
  const { rows } = await pool.query<{ line: string }>(
    `select concat_ws(' ', kind, from_state, to_state, details ->> 'was', details ->> 'score', details ->> 'cause', customer_version)
       as line from customer_events where workspace_id = $1 and customer_id = $2 order by id`,
    [workspace.id, id],
  );
  return rows.map(({ line }) => line);
}

async function disputed(order: OrderId): Promise<void> {
  for (const [index, move] of (['submit', 'confirm', 'publish', 'dispute'] as const).entries())
    await moveOrder(workspace, actor, { orderId: order, move, version: index + 1, reason: 'Gone' });
}

describe('a score', () => {
  it('is computed for whoever is new, once, and then rests', async () => {
    expect(await settle()).toBe(4);
    expect(await customer(ada)).toEqual({ state: 'active', score: 20, version: 2 });
    expect(await timeline(ada)).toEqual(['risk_changed 0 20 time 2']);
    expect(await settle()).toBe(0);
  });

  it('follows a dispute of both sides right after it was committed', async () => {
    await settle();
    const [order] = await addDrafts(pool, workspace.id);
    if (order === undefined) throw new Error('no draft');
    await disputed(order);
    expect(await settle()).toBe(2);
    expect(await customer(ada)).toMatchObject({ state: 'active', score: 60 });
    expect(await customer(eve)).toMatchObject({ state: 'active', score: 60 });
    expect((await timeline(eve)).at(-1)).toBe('risk_changed 20 60 order_disputed 3');
    const { rows } = await pool.query(
      `select score, orders_ended, orders_disputed, parts -> 2 ->> 'applies' as applies from customer_risk
       where workspace_id = $1 and customer_id = $2`,
      [workspace.id, eve],
    );
    expect(rows).toEqual([{ score: 60, orders_ended: 1, orders_disputed: 1, applies: 'true' }]);
  });

  it('suspends a new, unverified customer of whom all is disputed, and takes it back when they are verified', async () => {
    await pool.query('update customers set created_at = now() where workspace_id = $1', [workspace.id]);
    await settle();
    const [order] = await addDrafts(pool, workspace.id);
    if (order === undefined) throw new Error('no draft');
    await disputed(order);
    await settle();
    expect(await customer(ada)).toMatchObject({ state: 'suspended', score: 90 });
    expect((await timeline(ada)).at(-1)).toBe('suspended active suspended 50 90 order_disputed 3');
    await pool.query('update customers set verified_at = now() where workspace_id = $1 and id = $2', [
      workspace.id,
      ada,
    ]);
    await inTransaction(workspace.database, (transaction) =>
      recomputeRisk(transaction, workspace, [ada, ada], 'verification'),
    );
    expect(await settle()).toBe(1);
    expect(await customer(ada)).toMatchObject({ state: 'active', score: 70 });
  });

  it('is not asked for when the transaction that asked is undone', async () => {
    await settle();
    await expect(
      inTransaction(workspace.database, async (transaction) => {
        await recomputeRisk(transaction, workspace, [ada], 'rating');
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    expect(await settle()).toBe(0);
  });

  it('changes with time alone: 30 days, a year, the end of an override', async () => {
    const born = Date.now();
    await pool.query('update customers set created_at = $2 where workspace_id = $1', [
      workspace.id,
      new Date(born),
    ]);
    await settle();
    expect(await customer(ben)).toMatchObject({ score: 50 });
    expect(await settle(() => new Date(born + daysMs(29)))).toBe(0);
    expect(await settle(() => new Date(born + daysMs(30)))).toBe(4);
    expect(await customer(ben)).toMatchObject({ score: 20 });
    expect(await settle(() => new Date(born + daysMs(366)))).toBe(4);
    expect(await customer(ben)).toMatchObject({ score: 10 });
    expect(await settle(() => new Date(born + daysMs(5_000)))).toBe(0);
  });

  it('is that of the rules in force, also of rules that begin later', async () => {
    await settle();
    const later = new Date(Date.now() + 3_600_000);
    await addRules(later, 80);
    expect(await settle()).toBe(0);
    expect(await settle(() => later)).toBe(4);
    expect(await customer(sam)).toMatchObject({ score: 80, state: 'flagged' });
    expect((await timeline(sam)).at(-1)).toBe('flagged active flagged 20 80 rules 3');
  });

  it('is computed once when many hosts look at the same time', async () => {
    const hosts = Array.from({ length: 4 }, () => settle());
    const computed = await Promise.all(hosts);
    expect(computed.reduce((left, right) => left + right)).toBe(4);
    expect(await timeline(sam)).toHaveLength(1);
  });

  it('is computed by another when the host that had begun was killed', async () => {
    await settle();
    await inTransaction(workspace.database, (transaction) =>
      recomputeRisk(transaction, workspace, [ada], 'rating'),
    );
    const killed = new Client({ connectionString: testDatabase.url });
    killed.on('error', () => undefined);
    await killed.connect();
    const { rows } = await killed.query<{ pid: number }>('select pg_backend_pid() as pid');
    await killed.query('begin');
    await killed.query('delete from risk_requests where workspace_id = $1', [workspace.id]);
    expect(await settle()).toBe(0);
    await pool.query('select pg_terminate_backend($1)', [rows[0]?.pid]);
    await expect.poll(() => settle(), { timeout: 10_000 }).toBe(1);
  });

  it('leaves the platform’s own people alone', async () => {
    await pool.query(`update customers set role = 'admin', created_at = now() where workspace_id = $1`, [
      workspace.id,
    ]);
    await settle();
    expect(await customer(ada)).toEqual({ state: 'active', score: 0, version: 1 });
  });
});
