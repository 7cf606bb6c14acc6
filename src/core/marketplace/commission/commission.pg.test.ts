import { drizzle } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommissionRuleId, commissionRuleIdSchema } from '#contract/ids.ts';
import { ratePpmSchema } from '#contract/marketplace/commission.ts';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/test-database.ts';
import { inTransaction } from '../../backend/transaction.ts';
import { startTestCache, type TestCache } from '../../sync/testing/test-cache.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import type { Actor } from '../actor.ts';
import { marketplaceMirrors } from '../mirrors.ts';
import { createOrder } from '../orders/commands/create-order.ts';
import { ada, cheap, openTestMarket } from '../testing/test-market.ts';
import { addCommissionRule, type AddCommissionRuleInput } from './commands/add-commission-rule.ts';
import { removeCommissionRule } from './commands/remove-commission-rule.ts';
import { listCommissionRules } from './queries/list-commission-rules.ts';

let testDatabase: TestDatabase;
let pool: Pool;
let workspace: Workspace;
let copy: TestCache;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  ({ pool } = testDatabase);
  workspace = { id: await openTestMarket(pool), database: drizzle({ client: pool }) };
  copy = await startTestCache({
    url: testDatabase.url,
    workspaceId: workspace.id,
    tables: marketplaceMirrors,
  });
});
afterAll(async () => {
  await copy.close();
  await testDatabase.drop();
});

const olga: Actor = { mover: 'operator', name: 'Olga' };

const add = (input: Partial<AddCommissionRuleInput>) =>
  inTransaction(workspace.database, (transaction) =>
    addCommissionRule(
      transaction,
      workspace,
      olga,
      { category: null, ratePpm: 123_456, validFrom: null, ...input },
      new Date(),
    ),
  );
const remove = (id: CommissionRuleId) =>
  inTransaction(workspace.database, (transaction) =>
    removeCommissionRule(transaction, workspace, id, new Date()),
  );

/** The commission of a new order of 40 USD. */
async function commissionNow(): Promise<string> {
  const { id } = await inTransaction(workspace.database, (transaction) =>
    createOrder(
      transaction,
      workspace,
      olga,
      { advertiserId: ada, listingId: cheap, postText: '', scheduledAt: null },
      new Date(),
    ),
  );
  const { rows } = await pool.query(
    'select commission_micros from orders where workspace_id = $1 and id = $2',
    [workspace.id, id],
  );
  return rows[0].commission_micros;
}

describe('commission', () => {
  it('is that of a new rule for new orders, and stays for those there are', async () => {
    expect(await commissionNow()).toBe('6000000');
    await add({});
    expect(await commissionNow()).toBe('4938240');
    await add({ category: 'lifestyle', ratePpm: 0 });
    expect(await commissionNow()).toBe('0');
    const { rows } = await pool.query(
      'select commission_micros from orders where workspace_id = $1 order by id',
      [workspace.id],
    );
    expect(rows.map((row) => row.commission_micros)).toEqual(['6000000', '4938240', '0']);
  });

  it('has rules to come, which can be taken back until they begin', async () => {
    const validFrom = new Date(Date.now() + 86_400_000);
    const { id } = await add({ validFrom });
    await expect(add({ validFrom })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await copy.caughtUp();
    const rules = await listCommissionRules(copy.cache, new Date());
    expect(rules.map(({ category, ratePpm, standing }) => [category, ratePpm, standing])).toEqual([
      [null, 123_456, 'planned'],
      [null, 123_456, 'in_force'],
      [null, 150_000, 'past'],
      ['lifestyle', 0, 'in_force'],
      ['travel', 900_000, 'planned'],
      ['travel', 200_000, 'in_force'],
      ['travel', 100_000, 'past'],
    ]);
    expect(await remove(id)).toEqual({ removed: true });
    await expect(remove(id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('raises COMMISSION_RULE_BEGAN for one that is in force, and refuses one in the past', async () => {
    const { rows } = await pool.query(
      `select id from commission_rules where workspace_id = $1 and valid_from < now() order by id limit 1`,
      [workspace.id],
    );
    await expect(remove(commissionRuleIdSchema.parse(Number(rows[0].id)))).rejects.toMatchObject({
      code: 'COMMISSION_RULE_BEGAN',
    });
    await expect(add({ validFrom: new Date(1) })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    expect(ratePpmSchema.safeParse(1_000_001).success).toBe(false);
    expect(ratePpmSchema.safeParse(-1).success).toBe(false);
  });
});
