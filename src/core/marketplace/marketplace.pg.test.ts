import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { ErrorCode } from '#contract/errors.ts';
import { customerIdSchema, operatorIdSchema, type OrderId } from '#contract/ids.ts';
import type { marketplaceContract } from '#contract/marketplace/contract.ts';
import { orderFilterSchema } from '#contract/marketplace/order.ts';
import type { PlainMoveName } from '#contract/marketplace/order-moves.ts';
import { type CommandKey, commandKeySchema } from '#contract/outbox.ts';
import type { Role } from '#contract/permissions.ts';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/test-database.ts';
import { serveDomain } from '../rpc/app-router.ts';
import { createCaller, createRouter } from '../rpc/trpc.ts';
import { startTestCache, type TestCache } from '../sync/testing/test-cache.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { marketplaceMirrors, marketplaceRollups } from './mirrors.ts';
import { marketplaceRouter } from './router.ts';
import { orderRow } from './orders/queries/cached-order.ts';
import { orderPage } from './orders/queries/order-page.ts';
import { brokenInvariants } from './testing/broken-invariants.ts';
import { ada, ben, cheap, dear, eve, openTestMarket, sam } from './testing/test-market.ts';

let database: TestDatabase;
let workspace: Workspace;
let copy: TestCache;
beforeAll(async () => {
  database = await createTestDatabase();
  workspace = { id: await openTestMarket(database.pool), database: database.database };
  copy = await startTestCache({
    url: database.url,
    workspaceId: workspace.id,
    tables: marketplaceMirrors,
    rollups: marketplaceRollups,
  });
});
afterAll(async () => {
  expect(await brokenInvariants(database.pool, workspace.id)).toEqual([]);
  await copy.close();
  await database.drop();
});

type Procedures = typeof marketplaceContract;

/** Calls a procedure as a page does: through permission, input and output. Queries see what was committed before. */
async function call<Name extends keyof Procedures>(
  name: Name,
  input: z.input<Procedures[Name]['input']>,
  role: Role = 'admin',
): Promise<z.output<Procedures[Name]['output']>> {
  await copy.caughtUp();
  const caller = { operatorId: operatorIdSchema.parse(randomUUID()), name: 'Olga', role };
  const router = createRouter(serveDomain('marketplace', marketplaceRouter(workspace, copy.cache)));
  const procedures: Readonly<Record<string, unknown>> = createCaller(router)({ caller });
  const procedure = procedures[name];
  if (typeof procedure !== 'function') throw new Error(`there is no ${name}`);
  // The router has parsed it by that very schema.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return (await procedure(input)) as z.output<Procedures[Name]['output']>;
}

const newKey = (): CommandKey => commandKeySchema.parse(randomUUID());
const filter = (wanted: Partial<z.input<typeof orderFilterSchema>> = {}) => orderFilterSchema.parse(wanted);
const refusal = (code: ErrorCode) => ({ cause: { code } });

async function newOrder(advertiserId = ada, listingId = cheap): Promise<OrderId> {
  const input = { key: newKey(), advertiserId, listingId, postText: 'Cook! 🍳 שלום', scheduledAt: null };
  return (await call('createOrder', input)).id;
}

async function walk(id: OrderId, ...moves: readonly PlainMoveName[]): Promise<void> {
  for (const [index, move] of moves.entries())
    await call('moveOrder', { key: newKey(), id, version: index + 1, move, reason: 'Because' });
}

describe('orders', () => {
  test('are opened with their sides, timeline, money and what can be done next', async () => {
    const id = await newOrder();
    await walk(id, 'submit', 'confirm');
    const order = await call('order', { id });
    expect(order).toMatchObject({
      status: 'confirmed',
      version: 3,
      advertiser: { id: ada, name: 'Ada' },
      editor: { id: eve, name: 'Eve' },
      channel: { title: 'Cookery', username: 'cookery' },
      price: { micros: '40000000', currency: 'USD' },
      commission: { micros: '6000000' },
      money: { escrow: { micros: '40000000' }, editor: { micros: '0' }, refunded: { micros: '0' } },
      postText: 'Cook! 🍳 שלום',
    });
    expect(order.timeline.map(({ toStatus, actor }) => [toStatus, actor])).toEqual([
      ['draft', 'Olga'],
      ['pending', 'Olga'],
      ['confirmed', 'Olga'],
    ]);
    expect(order.moves.filter(({ hindrance }) => hindrance === null).map(({ move }) => move)).toEqual([
      'cancel',
      'publish',
    ]);
    await call('moveOrder', { key: newKey(), id, version: 3, move: 'cancel', reason: 'Changed their mind' });
    const after = await call('order', { id });
    expect(after.money.refunded.micros).toBe('40000000');
    expect(after.timeline.at(-1)).toMatchObject({ reason: 'Changed their mind', fromStatus: 'confirmed' });
    expect(after.moves.every(({ hindrance }) => hindrance === 'status')).toBe(true);
  });

  test('that are not there are refused', async () => {
    await expect(call('order', { id: 999_999 })).rejects.toMatchObject(refusal('ORDER_NOT_FOUND'));
  });

  test('say why they cannot be submitted: too little money', async () => {
    const { moves } = await call('order', { id: await newOrder(ben, dear) });
    expect(moves.find(({ move }) => move === 'submit')).toEqual({ move: 'submit', hindrance: 'wallet' });
  });

  test('are found by number, customer, channel and status, in pages, and counted', async () => {
    const id = await newOrder(sam);
    const found = async (wanted: Parameters<typeof filter>[0]) =>
      call('orders', { filter: filter(wanted), offset: 0, limit: 100 });
    expect((await found({ search: `#${id}` })).rows.map((row) => row.id)).toEqual([id]);
    expect((await found({ search: 'SAM' })).rows.map((row) => row.advertiser.name)).toEqual(['Sam']);
    const gardens = await found({ search: '@gard' });
    expect(gardens.rows.every(({ channel }) => channel.username === 'gardens')).toBe(true);
    const drafts = await found({ statuses: ['draft'] });
    expect(drafts.total).toBe(drafts.rows.length);
    expect(drafts.rows.map((row) => row.id)).toEqual(
      drafts.rows.map((row) => row.id).toSorted((one, other) => other - one),
    );
    const page = await call('orders', {
      filter: filter({ statuses: ['draft'] }),
      descending: false,
      offset: 1,
      limit: 1,
    });
    expect(page.rows).toEqual([drafts.rows.at(-2)]);
    expect((await found({ search: '%' })).total).toBe(0);
    const board = await call('board', { filter: filter(), perStatus: 1 });
    expect(board.find(({ status }) => status === 'draft')?.total).toBe(drafts.total);
    expect(board).toHaveLength(9);
  });

  test('are the same pages whether few or many match a search: by an index, or on the way through all of them', async () => {
    await newOrder(sam);
    await walk(await newOrder(ben), 'submit', 'reject');
    await copy.caughtUp();
    for (const search of ['a', 'ada', 'SAM', '@gard', 'cook', 'nobody', '%', "'"])
      for (const statuses of [
        [],
        ['draft'],
        ['rejected', 'draft'],
        ['completed', 'draft'],
        ['completed'],
      ] as const)
        for (const [offset, descending] of [
          [0, true],
          [1, false],
        ] as const) {
          const wanted = filter({ search, statuses: [...statuses] });
          const page = { offset, descending, limit: 3 };
          const read = (areMany: boolean) =>
            copy.cache.rows(orderPage(wanted, { ...page, areMany }), orderRow);
          const [few, many] = [await read(false), await read(true)];
          expect(many, `${search} ${statuses.join()}`).toEqual(few);
          expect((await call('orders', { filter: wanted, ...page })).rows).toEqual(few);
        }
  });

  test('happen once, however often the command is sent', async () => {
    const key = newKey();
    const input = { key, advertiserId: ada, listingId: cheap, postText: '', scheduledAt: null };
    const [first, again] = [await call('createOrder', input), await call('createOrder', input)];
    expect(again).toEqual(first);
    const move = { key: newKey(), id: first.id, version: 1, move: 'submit' as const };
    expect(await call('moveOrder', move)).toEqual({ version: 2 });
    expect(await call('moveOrder', move)).toEqual({ version: 2 });
    expect((await call('order', { id: first.id })).version).toBe(2);
    await call('moveOrder', { key: newKey(), id: first.id, version: 2, move: 'reject', reason: 'Test over' });
  });

  test('are moved together: what the preview says happens, row by row', async () => {
    // Ben has 60 USD: the second of his cannot be paid.
    const ids = [await newOrder(ben), await newOrder(ben), await newOrder(ada)];
    const preview = await call('previewMove', { ids, move: 'submit' });
    expect(preview.map(({ hindrance }) => hindrance)).toEqual([null, 'wallet', null]);
    const orders = preview.map(({ id, version }) => ({ id, version, key: newKey() }));
    const moved = await call('moveOrders', { orders, move: 'submit' });
    expect(moved).toMatchObject([
      { moved: true, version: 2 },
      { moved: false, code: 'WALLET_TOO_LOW', details: { needed: '40.00 USD' } },
      { moved: true, version: 2 },
    ]);
    expect(await call('moveOrders', { orders, move: 'submit' })).toEqual(moved);
    const late = await call('moveOrders', {
      orders: orders.map((order) => ({ ...order, key: newKey() })),
      move: 'reject',
      reason: 'No',
    });
    expect(late.map((row) => (row.moved ? 'moved' : row.code))).toEqual([
      'ORDER_CHANGED',
      'ORDER_MOVE_IMPOSSIBLE',
      'ORDER_CHANGED',
    ]);
  });

  test.each([
    ['a post of five megabytes', { postText: 'x'.repeat(5_000_000) }],
    ['a listing that is no number', { listingId: -1 }],
    ['a key that is none', { key: 'again' }],
  ])('are refused with %s', async (_what, wrong) => {
    const input = { key: newKey(), advertiserId: ada, listingId: cheap, postText: '', scheduledAt: null };
    await expect(call('createOrder', { ...input, ...wrong })).rejects.toMatchObject(refusal('INVALID_INPUT'));
  });

  test('are changed by those only whose role allows it', async () => {
    const input = { key: newKey(), advertiserId: ada, listingId: cheap, postText: '', scheduledAt: null };
    for (const role of ['read_only', 'finance'] as const)
      await expect(call('createOrder', input, role)).rejects.toMatchObject(refusal('FORBIDDEN'));
  });
});

const customersLike = (search: string) =>
  call('customers', {
    filter: { search },
    sort: { column: 'name', descending: true },
    offset: 0,
    limit: 10,
  });

describe('customers and their money', () => {
  test('are listed by name and number', async () => {
    expect((await customersLike('')).rows.map(({ name }) => name)).toEqual(['Sam', 'Eve', 'Ben', 'Ada']);
    expect((await customersLike('#2')).rows.map(({ name }) => name)).toEqual(['Ben']);
    expect((await customersLike('E')).total).toBe(2);
  });

  test('have a profile with what they own and what waits', async () => {
    const { id } = await call('beginPayment', {
      key: newKey(),
      kind: 'deposit',
      customerId: eve,
      amount: '2500000',
      currency: 'USD',
      gateway: 'manual',
    });
    const profile = await call('customer', { id: eve });
    expect(profile).toMatchObject({ name: 'Eve', role: 'editor', rating: { count: 0, average: null } });
    expect(profile.channels.map(({ title }) => title)).toEqual(['Cookery']);
    expect(profile.pendingPayments).toMatchObject([{ id, kind: 'deposit', amount: { micros: '2500000' } }]);
    await call('settlePayment', { key: newKey(), id, outcome: 'succeeded' });
    const after = await call('customer', { id: eve });
    expect(after.pendingPayments).toEqual([]);
    expect(after.accounts).toMatchObject([{ kind: 'wallet', balance: { micros: '2500000' } }]);
    const statement = await call('statement', { customerId: eve, offset: 0, limit: 10 });
    expect(statement.rows.map(({ phase }) => phase)).toEqual(['post', 'pending']);
    await expect(call('customer', { id: customerIdSchema.parse(99) })).rejects.toMatchObject(
      refusal('NOT_FOUND'),
    );
  });

  test('are paid by finance, and not with absurd amounts', async () => {
    const payment = {
      key: newKey(),
      kind: 'deposit' as const,
      customerId: eve,
      amount: '1',
      currency: 'USD',
      gateway: 'manual' as const,
    };
    await expect(call('beginPayment', payment, 'media_buyer')).rejects.toMatchObject(refusal('FORBIDDEN'));
    for (const wrong of [
      { amount: '-1' },
      { amount: '0' },
      { amount: '1'.repeat(30) },
      { amount: '1.5' },
      { currency: 'usd' },
    ])
      await expect(call('beginPayment', { ...payment, ...wrong })).rejects.toMatchObject(
        refusal('INVALID_INPUT'),
      );
  });

  test('sum up to what the platform’s accounts lack', async () => {
    const [usd] = await call('balances', undefined);
    const parts = [usd?.wallets, usd?.escrow, usd?.earnings, usd?.platform].map((money) =>
      BigInt(money?.micros ?? 0),
    );
    expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(0n);
    expect(parts[0]).toBeGreaterThan(0n);
  });
});

test('offers are active listings of approved channels', async () => {
  const offers = await call('offers', { search: '', limit: 10 });
  expect(offers.map(({ id }) => id).toSorted((one, other) => one - other)).toEqual([1, 2, 4]);
  expect((await call('offers', { search: 'gard', limit: 10 })).map(({ channel }) => channel)).toEqual([
    'Gardens',
  ]);
});
