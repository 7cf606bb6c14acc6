import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OrderId } from '#contract/ids.ts';
import type { RatingSide } from '#contract/marketplace/customer-acts.ts';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/test-database.ts';
import { inTransaction } from '../../backend/transaction.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import type { Actor } from '../actor.ts';
import { moveOrder } from '../orders/commands/move-order.ts';
import { brokenInvariants } from '../testing/broken-invariants.ts';
import { addDrafts, ada, eve, openTestMarket } from '../testing/test-market.ts';
import { rateOrder } from './commands/rate-order.ts';

let database: TestDatabase;
let workspace: Workspace;
let order: OrderId;
const olga: Actor = { mover: 'operator', name: 'Olga' };

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(async () => {
  workspace = { id: await openTestMarket(database.pool), database: database.database };
  const [first] = await addDrafts(database.pool, workspace.id);
  if (first === undefined) throw new Error('there is no draft');
  order = first;
});

async function complete(): Promise<void> {
  for (const [index, move] of (['submit', 'confirm', 'publish', 'complete'] as const).entries())
    await moveOrder(workspace, olga, { orderId: order, move, version: index + 1 });
}

const rate = (author: RatingSide, stars = 4) =>
  inTransaction(workspace.database, (transaction) =>
    rateOrder(transaction, workspace, olga, { orderId: order, author, stars, comment: 'Bra 🍞' }, new Date()),
  );

test('both sides of a completed order say what they think of the other, and the risk follows', async () => {
  await complete();
  await rate('advertiser');
  await rate('editor', 5);
  const { rows } = await workspace.database.execute(
    sql`select author_id::int as author, subject_id::int as subject, stars from ratings where workspace_id = ${workspace.id} order by id`,
  );
  expect(rows).toEqual([
    { author: ada, subject: eve, stars: 4 },
    { author: eve, subject: ada, stars: 5 },
  ]);
  const { rows: asked } = await workspace.database.execute(
    sql`select customer_id::int as customer from risk_requests where workspace_id = ${workspace.id} and cause = 'rating' order by id`,
  );
  expect(asked).toEqual([{ customer: eve }, { customer: ada }]);
  expect(await brokenInvariants(database.pool, workspace.id)).toEqual([]);
});

test('raises ORDER_RATED for a side that has said it already, however many say it at once', async () => {
  await complete();
  const said = await Promise.allSettled([rate('editor'), rate('editor'), rate('editor')]);
  expect(said.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(rate('editor')).rejects.toMatchObject({
    code: 'ORDER_RATED',
    details: { id: String(order), side: 'editor' },
  });
});

test('an order that is not completed is not rated', async () => {
  await expect(rate('editor')).rejects.toMatchObject({ code: 'ORDER_MOVE_IMPOSSIBLE' });
});
