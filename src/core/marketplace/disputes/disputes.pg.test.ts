import { randomUUID } from 'node:crypto';
import { and, asc, eq, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DisputeId, OrderId } from '#contract/ids.ts';
import { usualDisputeRules } from '#contract/marketplace/dispute-rules.ts';
import type { DisputeReason } from '#contract/marketplace/disputes.ts';
import type { PlacementOutcome } from '#contract/marketplace/placements.ts';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/test-database.ts';
import { inTransaction } from '../../backend/transaction.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import type { Actor } from '../actor.ts';
import { moveOrder } from '../orders/commands/move-order.ts';
import { orderEvents, orders } from '../orders/schema.ts';
import { recordLook } from '../placements/commands/record-look.ts';
import { placementChecks } from '../placements/schema.ts';
import { brokenInvariants } from '../testing/broken-invariants.ts';
import { addDrafts, openTestMarket } from '../testing/test-market.ts';
import { addEvidence } from './commands/add-evidence.ts';
import { decideDispute } from './commands/decide-dispute.ts';
import { openDispute } from './commands/open-dispute.ts';
import { saveRules } from './commands/save-rules.ts';
import { disputeEvidence, disputes } from './schema.ts';
import { weighNextDispute } from './weighing/weigh-next-dispute.ts';

let database: TestDatabase;
let workspace: Workspace;
let order: OrderId;
const olga: Actor = { mover: 'operator', name: 'Olga' };
const minuteMs = 60_000;
/** When the order's post is published. Its term is a day. */
let published: Date;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

// Each has a market of its own in the one database, with an order for 40 USD (commission 6) that is published.
beforeEach(async () => {
  workspace = { id: await openTestMarket(database.pool), database: database.database };
  const [first] = await addDrafts(database.pool, workspace.id);
  if (first === undefined) throw new Error('there is no draft');
  order = first;
  published = new Date(Date.now() + minuteMs);
  for (const [index, move] of (['submit', 'confirm', 'publish'] as const).entries())
    await moveOrder(workspace, olga, { orderId: order, move, version: index + 1, messageId: 7 }, published);
});
afterEach(async () => {
  expect(await brokenInvariants(database.pool, workspace.id)).toEqual([]);
});

const after = (minutes: number) => new Date(published.getTime() + minutes * minuteMs);
const inMarket = <Value>(work: Parameters<typeof inTransaction<Value>>[1]) =>
  inTransaction(workspace.database, work);

/** A look at the post, so many minutes after its publication. */
async function look(minutes: number, outcome: PlacementOutcome, text = '') {
  const claim = randomUUID();
  await workspace.database.execute(sql`insert into placements (workspace_id, order_id, claim)
    values (${workspace.id}, ${order}, ${claim}) on conflict (workspace_id, order_id) do update set claim = excluded.claim`);
  const seen = outcome === 'up' || outcome === 'edited';
  const reading = {
    outcome,
    accountId: null,
    messageId: 7,
    text: seen ? text : null,
    views: seen ? minutes : null,
    forwards: null,
    editedAt: null,
    problem: null,
  };
  return inMarket((transaction) =>
    recordLook(transaction, workspace, { orderId: order, claim }, reading, after(minutes)),
  );
}

async function readOrder() {
  const [row] = await workspace.database
    .select()
    .from(orders)
    .where(and(eq(orders.workspaceId, workspace.id), eq(orders.id, order)));
  if (row === undefined) throw new Error('there is no order');
  return row;
}

async function readDispute() {
  const [row] = await workspace.database
    .select()
    .from(disputes)
    .where(eq(disputes.workspaceId, workspace.id));
  if (row === undefined) throw new Error('there is no dispute');
  return row;
}

async function open(minutes: number, reason: DisputeReason = 'taken_down_early'): Promise<DisputeId> {
  const { version } = await readOrder();
  const input = { orderId: order, version, reason, statement: 'I looked and it was gone' };
  const { id } = await inMarket((transaction) =>
    openDispute(transaction, workspace, olga, input, after(minutes)),
  );
  return id;
}

const weigh = (minutes: number) => weighNextDispute(workspace, after(minutes));
const decide = (id: DisputeId, version: number, givenBackMicros: bigint, reason = 'Both were half right') =>
  inMarket((transaction) =>
    decideDispute(
      transaction,
      workspace,
      olga,
      { disputeId: id, version, givenBackMicros, reason },
      after(2_000),
    ),
  );

describe('a dispute', () => {
  test('is opened though a look came in between, but no move that the look might change', async () => {
    const { version } = await readOrder();
    await look(5, 'up', 'Fresh bread');
    expect((await readOrder()).version).toBe(version + 1);
    await expect(
      moveOrder(workspace, olga, { orderId: order, move: 'complete', version }, after(6)),
    ).rejects.toMatchObject({
      code: 'ORDER_CHANGED',
      details: {
        by: 'Placement checks',
        secondsAgo: '60',
        what: expect.stringMatching(/^looked at \(The post is up/),
      },
    });
    const input = { orderId: order, version, reason: 'other', statement: 'Not what I paid for' } as const;
    await inMarket((transaction) => openDispute(transaction, workspace, olga, input, after(6)));
    expect((await readOrder()).status).toBe('disputed');
    await expect(
      inMarket((transaction) => openDispute(transaction, workspace, olga, input, after(7))),
    ).rejects.toMatchObject({ code: 'ORDER_CHANGED' });
  });
});

describe('rules decide', () => {
  test('a post that was never published: the price goes back', async () => {
    expect(await look(2, 'missing')).toBe('goes_on');
    expect(await look(7, 'missing')).toBe('disputed');
    expect(await readDispute()).toMatchObject({ reason: 'not_published', state: 'open' });
    expect(await weigh(7)).toMatchObject({ end: 'decided' });
    expect(await readOrder()).toMatchObject({ status: 'refunded', refundedMicros: 40_000_000n });
    expect(await readDispute()).toMatchObject({
      decision: 'refund',
      rule: 'never-published',
      rulesVersion: 0,
      decidedBy: 'Dispute rules',
    });
    expect(await weigh(8)).toBeNull();
  });

  test('a post that was up for its whole term: the editor is paid', async () => {
    await look(2, 'up');
    const id = await open(100);
    expect(await weigh(100)).toMatchObject({ disputeId: id, end: 'waits' });
    await look(101, 'up');
    expect(await weigh(101)).toMatchObject({ end: 'escalated' });
    // A person asks again when it is over; a rule would have known then.
    await look(1_440, 'up');
    expect(await weigh(1_440)).toBeNull();
    const { version } = await readDispute();
    await decide(id, version, 0n, 'It was up all the time.');
    expect(await readOrder()).toMatchObject({ status: 'completed', commissionMicros: 6_000_000n });
  });

  test('a dispute that is opened at the end of a post that was up: released by the rule', async () => {
    await look(2, 'up');
    await look(1_435, 'up');
    await open(1_450);
    await look(1_451, 'up');
    expect(await weigh(1_451)).toMatchObject({ end: 'decided' });
    expect(await readDispute()).toMatchObject({ decision: 'release', rule: 'up-whole-term' });
    expect(await readOrder()).toMatchObject({ status: 'completed', refundedMicros: 0n });
  });

  test('a post that was taken down early: each gets their part, to the micro', async () => {
    await look(2, 'up');
    await look(600, 'up');
    await look(720, 'missing');
    expect(await look(725, 'missing')).toBe('disputed');
    expect(await weigh(725)).toMatchObject({ end: 'decided' });
    // 660 of 1,440 minutes: 18.333333 of 40, the platform's part of which is 15 %.
    expect(await readOrder()).toMatchObject({
      status: 'completed',
      refundedMicros: 21_666_667n,
      commissionMicros: 2_749_999n,
    });
    const { explanation, decision } = await readDispute();
    expect(decision).toBe('pro_rata');
    expect(explanation).toContain('660 of 1440 minutes: 40.00 USD × 660 ÷ 1440 = 18.333333 USD');
    const events = await workspace.database
      .select({ kind: orderEvents.kind, actor: orderEvents.actor, to: orderEvents.toStatus })
      .from(orderEvents)
      .where(and(eq(orderEvents.workspaceId, workspace.id), eq(orderEvents.orderId, order)))
      .orderBy(asc(orderEvents.id));
    expect(events.slice(4)).toEqual([
      { kind: 'checked', actor: 'Placement checks', to: null },
      { kind: 'checked', actor: 'Placement checks', to: null },
      { kind: 'moved', actor: 'Placement checks', to: 'disputed' },
      { kind: 'moved', actor: 'Dispute rules', to: 'completed' },
    ]);
  });

  test('nothing about another text: a person is asked, with a priority', async () => {
    await workspace.database
      .update(orders)
      .set({ postText: 'Fresh bread every morning' })
      .where(eq(orders.id, order));
    await look(2, 'edited', 'Fresh cake in the evening');
    expect(await look(1_440, 'edited', 'Fresh cake in the evening')).toBe('disputed');
    expect(await weigh(1_441)).toMatchObject({ end: 'escalated' });
    expect(await readDispute()).toMatchObject({ state: 'escalated', reason: 'text_differs', priority: 5 });
  });

  test('after waiting in vain for a look, nothing: a person is asked', async () => {
    await open(100);
    expect(await weigh(100)).toMatchObject({ end: 'waits' });
    expect(await weigh(130)).toBeNull();
    expect(await weigh(160)).toMatchObject({ end: 'escalated' });
  });

  test('as they are now: changed ones hold from then on, and their history stays', async () => {
    const rules = {
      ...usualDisputeRules,
      rules: usualDisputeRules.rules.map((rule) =>
        rule.name === 'never-published' ? { ...rule, outcome: 'escalate' as const } : rule,
      ),
    };
    const save = (version: number) =>
      inMarket((transaction) =>
        saveRules(transaction, workspace, 'Otto', { version, rules, reason: 'Ask me' }, after(1)),
      );
    expect(await save(0)).toEqual({ version: 1 });
    // raises DISPUTE_RULES_CHANGED
    await expect(save(0)).rejects.toMatchObject({ code: 'DISPUTE_RULES_CHANGED', details: { by: 'Otto' } });
    await look(2, 'missing');
    await look(7, 'missing');
    expect(await weigh(7)).toMatchObject({ end: 'escalated' });
  });
});

describe('people decide', () => {
  test.each([
    [0n, 'release', 'completed'],
    [13_333_333n, 'pro_rata', 'completed'],
    [40_000_000n, 'refund', 'refunded'],
  ])('to give %d micros back, with a reason', async (back, decision, status) => {
    const id = await open(100);
    await decide(id, 1, back);
    expect(await readOrder()).toMatchObject({ status, refundedMicros: back });
    expect(await readDispute()).toMatchObject({
      decision,
      rule: null,
      decidedBy: 'Olga',
      refundMicros: back,
    });
    const [record] = await workspace.database
      .select()
      .from(disputeEvidence)
      .where(and(eq(disputeEvidence.workspaceId, workspace.id), eq(disputeEvidence.kind, 'decision')));
    expect(record).toMatchObject({ side: 'operator', details: { givenBackMicros: String(back) } });
  });

  test('only between nothing and the price, and never without a reason', async () => {
    const id = await open(100);
    for (const amount of [-1n, 40_000_001n])
      await expect(decide(id, 1, amount)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(decide(id, 1, 1n, ' ')).rejects.toMatchObject({ code: 'ORDER_REASON_MISSING' });
  });

  test('raises DISPUTE_CHANGED for whoever has not seen the newest evidence', async () => {
    const id = await open(100);
    const evidence = {
      disputeId: id,
      kind: 'message',
      side: 'editor',
      author: 'Eve',
      text: 'It is up',
    } as const;
    await inMarket((transaction) => addEvidence(transaction, workspace, evidence, after(101)));
    await expect(decide(id, 1, 0n)).rejects.toMatchObject({
      code: 'DISPUTE_CHANGED',
      details: { what: 'a message by Eve' },
    });
    await decide(id, 2, 0n);
  });

  test('raises DISPUTE_RESOLVED for the second who decides, also against the rules', async () => {
    await look(2, 'missing');
    await look(7, 'missing');
    const { id, version } = await readDispute();
    const ends = await Promise.allSettled([
      weigh(7),
      decide(id, version, 20_000_000n),
      weigh(7),
      decide(id, version, 10_000_000n),
    ]);
    const won = ends.filter(
      (end) =>
        end.status === 'fulfilled' &&
        end.value !== null &&
        (!('end' in end.value) || end.value.end === 'decided'),
    );
    expect(won).toHaveLength(1);
    await expect(decide(id, version, 0n)).rejects.toMatchObject({ code: 'DISPUTE_RESOLVED' });
  });

  test('raises DISPUTE_NOT_FOUND for one that is not there, and an order is disputed once', async () => {
    const id = await open(100);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    await expect(decide((id + 999) as DisputeId, 1, 0n)).rejects.toMatchObject({ code: 'DISPUTE_NOT_FOUND' });
    await expect(open(101)).rejects.toMatchObject({ code: 'ORDER_MOVE_IMPOSSIBLE' });
  });
});

describe('looks at a post', () => {
  test('complete the order at the end of its term, which pays the editor', async () => {
    expect(await look(2, 'up')).toBe('goes_on');
    expect(await look(1_435, 'up')).toBe('goes_on');
    expect(await look(1_440, 'up')).toBe('completed');
    expect(await readOrder()).toMatchObject({ status: 'completed', views: 1_440, messageId: 7 });
  });

  test('are told on the timeline only when something changed, and never when nobody could look', async () => {
    await look(2, 'up');
    const { version } = await readOrder();
    for (const minutes of [10, 20]) await look(minutes, 'up');
    for (const minutes of [30, 32, 36]) await look(minutes, 'unreachable');
    expect(await readOrder()).toMatchObject({ status: 'published', version, views: 20 });
    await look(40, 'edited', 'Another text');
    expect((await readOrder()).version).toBe(version + 1);
    const texts = await workspace.database
      .select({ text: placementChecks.text })
      .from(placementChecks)
      .where(eq(placementChecks.workspaceId, workspace.id))
      .orderBy(asc(placementChecks.id));
    expect(texts.map(({ text }) => text)).toEqual(['', null, null, null, null, null, 'Another text']);
  });

  test('under a claim that is somebody else’s by now are dropped', async () => {
    await look(2, 'up');
    const reading = {
      outcome: 'missing',
      accountId: null,
      messageId: 7,
      text: null,
      views: null,
      forwards: null,
      editedAt: null,
      problem: null,
    } as const;
    const late = await inMarket((transaction) =>
      recordLook(transaction, workspace, { orderId: order, claim: randomUUID() }, reading, after(5)),
    );
    expect(late).toBe('dropped');
  });
});
