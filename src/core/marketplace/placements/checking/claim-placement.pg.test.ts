import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OrderId } from '#contract/ids.ts';
import { createTestDatabase, type TestDatabase } from '../../../../../tests/setup/test-database.ts';
import { inTransaction } from '../../../backend/transaction.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import type { Actor } from '../../actor.ts';
import { openDispute } from '../../disputes/commands/open-dispute.ts';
import { moveOrder } from '../../orders/commands/move-order.ts';
import { addDrafts, openTestMarket } from '../../testing/test-market.ts';
import { checkNow } from '../commands/check-now.ts';
import { recordLook } from '../commands/record-look.ts';
import {
  claimPlacement,
  type ClaimedPlacement,
  enrolPublished,
  releasePlacement,
} from './claim-placement.ts';
import { nothingRead } from './look-at-post.ts';

const olga: Actor = { mover: 'operator', name: 'Olga' };

let database: TestDatabase;
let workspace: Workspace;
let due: OrderId;
let asked: OrderId;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

// Two published posts that nobody has enrolled yet.
beforeEach(async () => {
  workspace = { id: await openTestMarket(database.pool), database: database.database };
  const [first, second] = await addDrafts(database.pool, workspace.id);
  if (first === undefined || second === undefined) throw new Error('there are no drafts');
  [due, asked] = [first, second];
  for (const [index, move] of (['submit', 'confirm', 'publish'] as const).entries())
    for (const orderId of [due, asked])
      await moveOrder(workspace, olga, { orderId, move, version: index + 1 }, new Date());
});

/** One has been due for an hour, the other is not due for another. */
async function enrol(): Promise<void> {
  await enrolPublished(workspace);
  await workspace.database.execute(sql`update placements
    set due_at = now() + case order_id when ${due} then interval '-1 hour' else interval '1 hour' end
    where workspace_id = ${workspace.id}`);
}

async function claim(): Promise<ClaimedPlacement> {
  const claimed = await claimPlacement(workspace);
  if (claimed === null) throw new Error('nothing is due');
  return claimed;
}

async function look(claimed: ClaimedPlacement): Promise<void> {
  const reading = { ...nothingRead, outcome: 'unreachable', problem: 'TIMEOUT' } as const;
  await inTransaction(workspace.database, (transaction) =>
    recordLook(transaction, workspace, claimed, reading, new Date()),
  );
}

test('what an operator asks for comes before what has been due for an hour, and only once', async () => {
  await enrol();
  await inTransaction(workspace.database, (transaction) =>
    checkNow(transaction, workspace, asked, new Date()),
  );
  const first = await claim();
  expect(first.orderId).toBe(asked);
  const second = await claim();
  expect(second.orderId).toBe(due);
  expect(await claimPlacement(workspace)).toBeNull();
  // Nobody could look: it is still asked for, and still first.
  await releasePlacement(workspace, second);
  await releasePlacement(workspace, first);
  const again = await claim();
  expect(again.orderId).toBe(asked);
  await look(again);
  expect((await claim()).orderId).toBe(due);
  expect(await claimPlacement(workspace)).toBeNull();
});

test.each([
  ['enrolled', enrol],
  ['published a moment ago, before anybody enrolled it', () => Promise.resolve()],
])('a post that is disputed, %s, is looked at first', async (_when, prepare) => {
  await prepare();
  await inTransaction(workspace.database, (transaction) =>
    openDispute(
      transaction,
      workspace,
      olga,
      { orderId: asked, version: 4, reason: 'not_published', statement: 'I saw no post' },
      new Date(),
    ),
  );
  await enrolPublished(workspace);
  expect((await claim()).orderId).toBe(asked);
});
