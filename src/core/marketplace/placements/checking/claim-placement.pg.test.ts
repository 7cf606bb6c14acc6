import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OrderId } from '#contract/ids.ts';
import { createTestDatabase, type TestDatabase } from '../../../../../tests/setup/test-database.ts';
import { inTransaction } from '../../../backend/transaction.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import type { Actor } from '../../actor.ts';
import { moveOrder } from '../../orders/commands/move-order.ts';
import { addDrafts, openTestMarket } from '../../testing/test-market.ts';
import { checkNow } from '../commands/check-now.ts';
import { recordLook } from '../commands/record-look.ts';
import { claimPlacement, enrolPublished, releasePlacement } from './claim-placement.ts';

const olga: Actor = { mover: 'operator', name: 'Olga' };

let database: TestDatabase;
let workspace: Workspace;
let due: OrderId;
let asked: OrderId;

// Two published posts: one has been due for an hour, the other is not due for another.
beforeAll(async () => {
  database = await createTestDatabase();
  workspace = { id: await openTestMarket(database.pool), database: database.database };
  const [first, second] = await addDrafts(database.pool, workspace.id);
  if (first === undefined || second === undefined) throw new Error('there are no drafts');
  [due, asked] = [first, second];
  for (const [index, move] of (['submit', 'confirm', 'publish'] as const).entries())
    for (const orderId of [due, asked])
      await moveOrder(workspace, olga, { orderId, move, version: index + 1 }, new Date());
  await enrolPublished(workspace);
  await workspace.database.execute(sql`update placements
    set due_at = now() + case order_id when ${due} then interval '-1 hour' else interval '1 hour' end`);
});
afterAll(() => database.drop());

const ask = () =>
  inTransaction(workspace.database, (transaction) => checkNow(transaction, workspace, asked, new Date()));

test('what an operator asks for comes before what has been due for an hour, and only once', async () => {
  await ask();
  const first = await claimPlacement(workspace);
  expect(first?.orderId).toBe(asked);
  const second = await claimPlacement(workspace);
  expect(second?.orderId).toBe(due);
  expect(await claimPlacement(workspace)).toBeNull();
  if (first === null || second === null) return;
  // Nobody could look: it is still asked for, and still first.
  await releasePlacement(workspace, second);
  await releasePlacement(workspace, first);
  const again = await claimPlacement(workspace);
  expect(again?.orderId).toBe(asked);
  if (again === null) return;
  const reading = {
    outcome: 'unreachable',
    accountId: null,
    messageId: null,
    text: null,
    views: null,
    forwards: null,
    editedAt: null,
    problem: 'TIMEOUT',
  } as const;
  await inTransaction(workspace.database, (transaction) =>
    recordLook(transaction, workspace, again, reading, new Date()),
  );
  expect((await claimPlacement(workspace))?.orderId).toBe(due);
  expect(await claimPlacement(workspace)).toBeNull();
});
