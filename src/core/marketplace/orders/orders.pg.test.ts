import { and, eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { customerIdSchema, listingIdSchema, type OrderId, orderIdSchema } from '#contract/ids.ts';
import { isPlainMove, type OrderMoveName } from '#contract/marketplace/order-moves.ts';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/test-database.ts';
import { inTransaction } from '../../backend/transaction.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import type { Actor } from '../actor.ts';
import { changeState } from '../customers/commands/change-state.ts';
import { brokenInvariants } from '../testing/broken-invariants.ts';
import {
  ada,
  ben,
  cheap,
  cookery,
  dear,
  eve,
  inEuro,
  openTestMarket,
  paused,
  sam,
} from '../testing/test-market.ts';
import { channels } from '../channels/schema.ts';
import { decideDispute } from '../disputes/commands/decide-dispute.ts';
import { openDispute } from '../disputes/commands/open-dispute.ts';
import { disputes } from '../disputes/schema.ts';
import { listings } from '../listings/schema.ts';
import { createOrder, type CreateOrderInput } from './commands/create-order.ts';
import { editDraft } from './commands/edit-draft.ts';
import { moveOrder, type MoveOrderInput } from './commands/move-order.ts';
import { orderEvents, orders } from './schema.ts';

let database: TestDatabase;
let workspace: Workspace;
const olga: Actor = { mover: 'operator', name: 'Olga' };
const otto: Actor = { mover: 'operator', name: 'Otto' };

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

// Each has a market of its own in the one database.
beforeEach(async () => {
  workspace = { id: await openTestMarket(database.pool), database: database.database };
});
afterEach(async () => {
  expect(await brokenInvariants(database.pool, workspace.id)).toEqual([]);
});

const create = (input: Partial<CreateOrderInput> = {}, now = new Date()) =>
  inTransaction(workspace.database, (transaction) =>
    createOrder(
      transaction,
      workspace,
      olga,
      { advertiserId: ada, listingId: cheap, postText: 'Buy!', scheduledAt: null, ...input },
      now,
    ),
  );

const edit = (orderId: OrderId, version: number, postText: string, actor = olga) =>
  inTransaction(workspace.database, (transaction) =>
    editDraft(transaction, workspace, actor, { orderId, version, postText, scheduledAt: null }, new Date()),
  );

/** Makes one move after the other, with a reason that only some of them need. */
async function walk(
  orderId: OrderId,
  moves: readonly OrderMoveName[],
  last: Partial<MoveOrderInput> = {},
): Promise<void> {
  for (const [index, move] of moves.entries()) {
    const seen = { orderId, version: index + 1, reason: 'Because' };
    if (isPlainMove(move)) await moveOrder(workspace, olga, { ...seen, move });
    else await disputed(orderId, move, seen.version, last.givenBackMicros);
  }
}

/** The moves of a dispute come with its row. */
async function disputed(orderId: OrderId, move: OrderMoveName, version: number, back = 0n): Promise<void> {
  await inTransaction(workspace.database, async (transaction) => {
    if (move === 'dispute') {
      const input = { orderId, version, reason: 'other', statement: 'Because' } as const;
      await openDispute(transaction, workspace, olga, input, new Date());
      return;
    }
    const [dispute] = await transaction
      .select()
      .from(disputes)
      .where(and(eq(disputes.workspaceId, workspace.id), eq(disputes.orderId, orderId)));
    if (dispute === undefined) throw new Error('the order has no dispute');
    const givenBackMicros = move === 'refund' ? (await read(orderId)).priceMicros : back;
    const decision = { disputeId: dispute.id, version: dispute.version, givenBackMicros, reason: 'Because' };
    await decideDispute(transaction, workspace, olga, decision, new Date());
  });
}

async function read(id: OrderId) {
  const [order] = await workspace.database
    .select()
    .from(orders)
    .where(and(eq(orders.workspaceId, workspace.id), eq(orders.id, id)));
  if (order === undefined) throw new Error(`no order ${id}`);
  return order;
}

/** What each account has, in micros. */
async function balances(): Promise<Record<string, string>> {
  const { rows } = await database.pool.query<{ account: string; micros: string }>(
    `select concat_ws(' ', kind, customer_id, nullif(currency, 'USD')) as account, (credits_posted - debits_posted)::text as micros
     from ledger_accounts where workspace_id = $1 and customer_id is not null and credits_posted <> debits_posted`,
    [workspace.id],
  );
  return Object.fromEntries(rows.map(({ account, micros }) => [account, micros]));
}

describe('a new order', () => {
  test('is what the listing was, with the commission of the rule in force', async () => {
    const { id } = await create({ advertiserId: ben, listingId: dear });
    expect(await read(id)).toMatchObject({
      status: 'draft',
      version: 1,
      advertiserId: ben,
      editorId: sam,
      priceMicros: 90_000_000n,
      commissionMicros: 18_000_000n,
      currency: 'USD',
      category: 'travel',
      format: 'pinned',
      durationHours: 72,
    });
  });

  test('has the commission rounded down, and that of its instant', async () => {
    const { id } = await create({ listingId: inEuro });
    expect((await read(id)).commissionMicros).toBe(1_050_000n);
    const early = await create({ advertiserId: ada, listingId: dear }, new Date('2020-06-01'));
    expect((await read(early.id)).commissionMicros).toBe(9_000_000n);
    const before = await create({ listingId: cheap }, new Date('2019-06-01'));
    expect((await read(before.id)).commissionMicros).toBe(0n);
  });

  test('keeps its price when the listing changes', async () => {
    const { id } = await create();
    await workspace.database
      .update(listings)
      .set({ priceMicros: 1n })
      .where(and(eq(listings.workspaceId, workspace.id), eq(listings.id, cheap)));
    await walk(id, ['submit']);
    expect(await balances()).toEqual({
      'wallet 1': '60000000',
      'escrow 1': '40000000',
      'wallet 2': '60000000',
    });
  });

  test.each([
    ['a paused listing', { listingId: paused }, 'it is paused'],
    ['one’s own channel', { advertiserId: sam, listingId: dear }, 'the channel is their own'],
    ['no advertiser', { advertiserId: eve, listingId: dear }, 'they do not buy, they are no advertiser'],
  ])('raises LISTING_NOT_FOR_SALE for %s', async (_case, input, why) => {
    await expect(create(input)).rejects.toMatchObject({ code: 'LISTING_NOT_FOR_SALE', details: { why } });
  });

  test('raises LISTING_NOT_FOR_SALE for a channel that is not approved', async () => {
    await workspace.database
      .update(channels)
      .set({ state: 'suspended' })
      .where(and(eq(channels.workspaceId, workspace.id), eq(channels.id, cookery)));
    await expect(create()).rejects.toMatchObject({
      code: 'LISTING_NOT_FOR_SALE',
      details: { why: 'its channel is suspended' },
    });
  });

  test.each([
    ['the advertiser', ada, 'Ada'],
    ['the editor', eve, 'Eve'],
  ])('raises CUSTOMER_SUSPENDED for %s, also when a draft is submitted', async (_side, customer, name) => {
    const { id } = await create();
    await inTransaction(workspace.database, (transaction) =>
      changeState(
        transaction,
        workspace,
        otto,
        { customerId: customer, version: 1, act: 'suspend', reason: 'Fake channels' },
        new Date(),
      ),
    );
    const refusal = { code: 'CUSTOMER_SUSPENDED', details: { name } };
    await expect(create()).rejects.toMatchObject(refusal);
    await expect(walk(id, ['submit'])).rejects.toMatchObject(refusal);
  });

  test('needs a listing and a customer that exist', async () => {
    await expect(create({ listingId: listingIdSchema.parse(99) })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      details: { what: 'Listing 99' },
    });
    await expect(create({ advertiserId: customerIdSchema.parse(99) })).rejects.toMatchObject({
      code: 'NOT_FOUND',
      details: { what: 'Customer 99' },
    });
  });
});

describe('the life of an order', () => {
  test('pays the editor and the platform when it is completed', async () => {
    const { id } = await create();
    await walk(id, ['submit', 'confirm', 'publish', 'complete']);
    expect(await read(id)).toMatchObject({ status: 'completed', version: 5, refundedMicros: 0n });
    expect(await balances()).toEqual({
      'wallet 1': '60000000',
      'earnings 3': '34000000',
      'wallet 2': '60000000',
    });
  });

  test.each<[OrderMoveName[], string]>([
    [['submit', 'reject'], 'rejected'],
    [['submit', 'cancel'], 'cancelled'],
    [['submit', 'confirm', 'cancel'], 'cancelled'],
    [['submit', 'confirm', 'publish', 'dispute', 'refund'], 'refunded'],
  ])('gives all of it back after %j', async (moves, status) => {
    const { id } = await create();
    await walk(id, moves);
    expect(await read(id)).toMatchObject({ status, refundedMicros: 40_000_000n, commissionMicros: 0n });
    expect(await balances()).toEqual({ 'wallet 1': '100000000', 'wallet 2': '60000000' });
  });

  test.each([
    [0n, '34000000', '60000000', 6_000_000n],
    [1n, '34000000', '60000001', 5_999_999n],
    [13_333_333n, '22666667', '73333333', 4_000_000n],
  ])(
    'divides %d micros given back after a dispute to the micro',
    async (back, earned, wallet, commission) => {
      const { id } = await create();
      await walk(id, ['submit', 'confirm', 'publish', 'dispute', 'release'], { givenBackMicros: back });
      expect(await read(id)).toMatchObject({
        status: 'completed',
        refundedMicros: back,
        commissionMicros: commission,
      });
      const after = await balances();
      expect([after['earnings 3'], after['wallet 1']]).toEqual([earned, wallet]);
    },
  );

  test('never takes more back than was paid, nor less than nothing', async () => {
    const { id } = await create();
    await walk(id, ['submit', 'confirm', 'publish', 'dispute']);
    for (const givenBackMicros of [-1n, 40_000_001n])
      await expect(
        moveOrder(workspace, olga, {
          orderId: id,
          move: 'release',
          version: 5,
          reason: 'So',
          givenBackMicros,
        }),
      ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  test('raises WALLET_TOO_LOW when the wallet cannot pay, and changes nothing', async () => {
    const { id } = await create({ advertiserId: ben, listingId: dear });
    await expect(walk(id, ['submit'])).rejects.toMatchObject({
      code: 'WALLET_TOO_LOW',
      details: { account: 'wallet', customer: '2', needed: '90.00 USD' },
    });
    expect(await read(id)).toMatchObject({ status: 'draft', version: 1 });
    // Money of another currency does not help.
    const euro = await create({ listingId: inEuro });
    await expect(walk(euro.id, ['submit'])).rejects.toMatchObject({ code: 'WALLET_TOO_LOW' });
  });

  test('raises ORDER_MOVE_IMPOSSIBLE for what the table does not have', async () => {
    const { id } = await create();
    await expect(walk(id, ['confirm'])).rejects.toMatchObject({
      code: 'ORDER_MOVE_IMPOSSIBLE',
      details: { status: 'draft', move: 'confirm' },
    });
    await walk(id, ['submit']);
    await expect(edit(id, 2, 'Too late')).rejects.toMatchObject({ code: 'ORDER_MOVE_IMPOSSIBLE' });
  });

  test('raises ORDER_REASON_MISSING for a rejection without one', async () => {
    const { id } = await create();
    await walk(id, ['submit']);
    await expect(
      moveOrder(workspace, olga, { orderId: id, move: 'reject', version: 2, reason: '  ' }),
    ).rejects.toMatchObject({ code: 'ORDER_REASON_MISSING' });
  });

  test('is not moved by whom the table does not name', async () => {
    const { id } = await create();
    await walk(id, ['submit']);
    await expect(
      moveOrder(
        workspace,
        { mover: 'advertiser', name: 'Ada' },
        { orderId: id, move: 'confirm', version: 2 },
      ),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('raises ORDER_NOT_FOUND for an order that is not there', async () => {
    await expect(walk(orderIdSchema.parse(999_999), ['submit'])).rejects.toMatchObject({
      code: 'ORDER_NOT_FOUND',
    });
  });

  test('goes on when a host’s clock is behind: no instant lies before an earlier one', async () => {
    const { id } = await create();
    await walk(id, ['submit', 'confirm']);
    const { version } = await moveOrder(
      workspace,
      olga,
      { orderId: id, move: 'publish', version: 3 },
      new Date('2020-01-01'),
    );
    expect(version).toBe(4);
    const { confirmedAt, publishedAt } = await read(id);
    expect(publishedAt).toEqual(confirmedAt);
  });
});

describe('two who decide at once', () => {
  test('raises ORDER_CHANGED for the second: by whom, when, and what it became', async () => {
    const { id } = await create();
    await walk(id, ['submit']);
    const at = new Date();
    await moveOrder(workspace, otto, { orderId: id, move: 'confirm', version: 2 }, at);
    await moveOrder(workspace, otto, { orderId: id, move: 'publish', version: 3 }, at);
    await expect(
      moveOrder(
        workspace,
        olga,
        { orderId: id, move: 'reject', version: 2, reason: 'No' },
        new Date(at.getTime() + 3_000),
      ),
    ).rejects.toMatchObject({
      code: 'ORDER_CHANGED',
      details: {
        by: 'Otto',
        secondsAgo: '3',
        what: 'pending became confirmed, then confirmed became published',
      },
    });
  });

  test('are told of an edit with what it changed', async () => {
    const { id } = await create();
    await edit(id, 1, 'Something else', otto);
    await expect(edit(id, 1, 'Mine')).rejects.toMatchObject({
      code: 'ORDER_CHANGED',
      details: { by: 'Otto', what: 'edited (postText)' },
    });
    const [, edited] = await workspace.database
      .select()
      .from(orderEvents)
      .where(and(eq(orderEvents.workspaceId, workspace.id), eq(orderEvents.orderId, id)));
    expect(edited).toMatchObject({ kind: 'edited', details: { postText: 'Buy!' }, orderVersion: 2 });
  });

  test('make no version by an edit that changes nothing', async () => {
    const { id } = await create();
    expect(await edit(id, 1, 'Buy!')).toEqual({ version: 1 });
  });

  test('of eight at the same instant one wins, and the others learn of it', async () => {
    const { id } = await create();
    await walk(id, ['submit']);
    const moves: OrderMoveName[] = ['confirm', 'reject', 'cancel'];
    const results = await Promise.allSettled(
      Array.from({ length: 8 }, (_, index) =>
        moveOrder(
          workspace,
          { mover: 'operator', name: `Operator ${index}` },
          { orderId: id, move: moves[index % 3] ?? 'cancel', version: 2, reason: 'Race' },
        ),
      ),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'ORDER_CHANGED' });
  });
});
