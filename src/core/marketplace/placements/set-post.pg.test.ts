import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { OrderId } from '#contract/ids.ts';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/test-database.ts';
import { inTransaction } from '../../backend/transaction.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import type { Actor } from '../actor.ts';
import { moveOrder } from '../orders/commands/move-order.ts';
import { brokenInvariants } from '../testing/broken-invariants.ts';
import { addDrafts, openTestMarket } from '../testing/test-market.ts';
import { weighNextDispute } from '../disputes/weighing/weigh-next-dispute.ts';
import { recordLook } from './commands/record-look.ts';
import { setPost } from './commands/set-post.ts';

let database: TestDatabase;
let workspace: Workspace;
let order: OrderId;
let other: OrderId;
let published: Date;
const olga: Actor = { mover: 'operator', name: 'Olga' };
const minuteMs = 60_000;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

// Two orders in one channel, published; the post of the first is not known, that of the second is number 9.
beforeEach(async () => {
  workspace = { id: await openTestMarket(database.pool), database: database.database };
  const [first, second] = await addDrafts(database.pool, workspace.id);
  if (first === undefined || second === undefined) throw new Error('there are no drafts');
  [order, other] = [first, second];
  published = new Date(Date.now() + minuteMs);
  for (const [index, move] of (['submit', 'confirm', 'publish'] as const).entries()) {
    await moveOrder(workspace, olga, { orderId: order, move, version: index + 1 }, published);
    await moveOrder(workspace, olga, { orderId: other, move, version: index + 1, messageId: 9 }, published);
  }
});
afterEach(async () => {
  expect(await brokenInvariants(database.pool, workspace.id)).toEqual([]);
});

const after = (minutes: number) => new Date(published.getTime() + minutes * minuteMs);

async function claimed(): Promise<string> {
  const claim = randomUUID();
  await workspace.database.execute(sql`insert into placements (workspace_id, order_id, claim)
    values (${workspace.id}, ${order}, ${claim}) on conflict (workspace_id, order_id) do update set claim = excluded.claim`);
  return claim;
}

async function look(minutes: number, messageId: number | null, isUp: boolean, claim?: string) {
  const reading = {
    outcome: isUp ? 'up' : 'missing',
    accountId: null,
    messageId,
    text: isUp ? '' : null,
    views: null,
    forwards: null,
    editedAt: null,
    problem: null,
  } as const;
  const under = { orderId: order, claim: claim ?? (await claimed()) };
  return inTransaction(workspace.database, (transaction) =>
    recordLook(transaction, workspace, under, reading, after(minutes)),
  );
}

async function row(query: ReturnType<typeof sql>): Promise<Record<string, unknown>> {
  const { rows } = await workspace.database.execute(query);
  if (rows[0] === undefined) throw new Error('there is no such row');
  return rows[0];
}

const version = async () =>
  Number((await row(sql`select version from orders where id = ${order}`))['version']);

const wrong = 'The link was another post’s';
const say = async (minutes: number, messageId: number, reason = wrong, seen?: number) => {
  const input = { orderId: order, version: seen ?? (await version()), messageId, reason };
  return inTransaction(workspace.database, (transaction) =>
    setPost(transaction, workspace, olga, input, after(minutes)),
  );
};

test('the link of a post is added, with a reason on the timeline, and the post is due at once', async () => {
  await say(10, 7);
  expect(await row(sql`select message_id, version from orders where id = ${order}`)).toEqual({
    message_id: 7,
    version: 5,
  });
  expect(
    await row(
      sql`select kind, actor, reason, details from order_events where order_id = ${order} order by id desc limit 1`,
    ),
  ).toEqual({
    kind: 'edited',
    actor: 'Olga',
    reason: 'It is post 7: The link was another post’s',
    details: { post: null },
  });
  const { due_at: due } = await row(sql`select due_at from placements where order_id = ${order}`);
  expect(new Date(String(due))).toEqual(after(10));
});

test('looks at another post count no more, and one under way is dropped', async () => {
  await say(10, 5);
  expect(await look(11, 5, false)).toBe('goes_on');
  const underWay = await claimed();
  await say(12, 7);
  expect(await look(12, 5, false, underWay)).toBe('dropped');
  // One miss of the new post is no second miss.
  expect(await look(13, 7, false)).toBe('goes_on');
  expect(await look(14, 7, true)).toBe('goes_on');
  expect(await look(1_435, 7, true)).toBe('goes_on');
  expect(await look(1_440, 7, true)).toBe('completed');
});

test('a dispute about a wrong link hears that it was corrected, and the rules decide by the right post', async () => {
  await say(10, 5);
  expect(await look(11, 5, false)).toBe('goes_on');
  expect(await look(16, 5, false)).toBe('disputed');
  await say(17, 7, 'The editor sent the wrong link');
  expect(
    await row(sql`select kind, author, text from dispute_evidence e join disputes d on d.id = e.dispute_id
      where d.order_id = ${order} order by e.id desc limit 1`),
  ).toEqual({
    kind: 'note',
    author: 'Olga',
    text: 'It is post 7, not post 5: The editor sent the wrong link',
  });
  // What was looked at before would have given the price back.
  expect(await weighNextDispute(workspace, after(17))).toMatchObject({ end: 'waits' });
  await look(18, 7, true);
  expect(await weighNextDispute(workspace, after(18))).toMatchObject({ end: 'escalated' });
});

test('raises POST_OF_OTHER_ORDER for a post that is another order’s', async () => {
  await expect(say(10, 9)).rejects.toMatchObject({
    code: 'POST_OF_OTHER_ORDER',
    details: { number: '9', id: String(other) },
  });
});

test('nothing changes without a reason, for the same post, after somebody faster, or before the publication', async () => {
  await expect(say(10, 7, '  ')).rejects.toMatchObject({ code: 'ORDER_REASON_MISSING' });
  await say(10, 7);
  await expect(say(10, 7)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await expect(say(10, 8, 'Again', 4)).rejects.toMatchObject({
    code: 'ORDER_CHANGED',
    details: { by: 'Olga', what: 'edited (post)' },
  });
  const drafts = await addDrafts(database.pool, workspace.id);
  order = drafts[0] ?? order;
  await expect(say(10, 8)).rejects.toMatchObject({ code: 'ORDER_MOVE_IMPOSSIBLE' });
});
