import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { OrderId } from '#contract/ids.ts';
import { orderFilterSchema } from '#contract/marketplace/order.ts';
import type { OrderStatus } from '#contract/marketplace/orders.ts';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/test-database.ts';
import type { MirrorTable } from '../cache/mirror-table.ts';
import { startTestCache, type TestCache } from '../sync/testing/test-cache.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { getCustomer } from './customers/queries/get-customer.ts';
import { marketplaceMirrors, marketplaceRollups } from './mirrors.ts';
import { paymentFilterSchema } from '#contract/marketplace/payment.ts';
import { keptPayments } from './payments/queries/kept-payments.ts';
import { listPayments } from './payments/queries/list-payments.ts';
import { getOrder } from './orders/queries/get-order.ts';
import { keptOrders } from './orders/queries/kept-orders.ts';
import { listOrders, orderBoard } from './orders/queries/list-orders.ts';
import { previewMove } from './orders/queries/preview-move.ts';
import { ada, addDrafts, eve, openTestMarket } from './testing/test-market.ts';

const cut = new Set(['orders', 'order_events', 'payments']);
const last90Days: readonly MirrorTable[] = marketplaceMirrors.map((table) =>
  cut.has(table.name) ? { ...table, scope: { kind: 'window', days: 90 } } : table,
);

let database: TestDatabase;
let workspace: Workspace;
let copy: TestCache;
/** Ada's, old and under way; Ben's, old and finished; Ada's, new and finished. */
let oldDraft: OrderId;
let oldRejected: OrderId;
let newRejected: OrderId;

beforeAll(async () => {
  database = await createTestDatabase();
  workspace = { id: await openTestMarket(database.pool), database: database.database };
  const [first, second, third] = await addDrafts(database.pool, workspace.id);
  if (first === undefined || second === undefined || third === undefined) throw new Error('no drafts');
  [oldDraft, oldRejected, newRejected] = [first, second, third];
  await age(oldDraft, 200);
  await age(oldRejected, 200);
  await reject(oldRejected);
  await reject(newRejected);
  copy = await startTestCache({
    url: database.url,
    workspaceId: workspace.id,
    tables: last90Days,
    rollups: marketplaceRollups,
  });
});
afterAll(async () => {
  await copy.close();
  await database.drop();
});

const update = (id: OrderId, changes: string) =>
  database.pool.query(`update orders set ${changes} where workspace_id = $1 and id = $2`, [workspace.id, id]);

async function age(id: OrderId, days: number): Promise<void> {
  const at = `now() - interval '${days} days'`;
  await update(id, `created_at = ${at}`);
  await database.pool.query(`update order_events set at = ${at} where order_id = $1`, [id]);
}

const reject = (id: OrderId) =>
  update(
    id,
    `status = 'rejected', submitted_at = created_at, closed_at = now(), refunded_micros = price_micros,
      commission_micros = 0, version = version + 1`,
  );

const matching = (filter: z.input<typeof orderFilterSchema> = {}) => orderFilterSchema.parse(filter);
const listed = async (filter: z.input<typeof orderFilterSchema> = {}) => {
  const page = { descending: true, offset: 0, limit: 10 };
  const { rows, total } = await listOrders(copy.cache, { filter: matching(filter), ...page });
  return { ids: rows.map(({ id }) => id), total };
};

async function lane(status: OrderStatus, filter: z.input<typeof orderFilterSchema> = {}) {
  const board = await orderBoard(copy.cache, { filter: matching(filter), perStatus: 5 });
  const found = board.find((one) => one.status === status);
  return { total: found?.total, newest: found?.newest.map(({ id }) => id) };
}

const agrees = async () => expect((await copy.verify()).differences).toEqual([]);

describe('orders of which the last 90 days are kept', () => {
  test('are listed with those under way, however old; how many are not is said', async () => {
    await agrees();
    expect(await listed()).toEqual({ ids: [newRejected, oldDraft], total: 2 });
    expect(await keptOrders(copy.cache, matching())).toEqual({ days: 90, older: 1 });
    expect(await keptOrders(copy.cache, matching({ statuses: ['rejected'] }))).toEqual({
      days: 90,
      older: 1,
    });
    expect(await keptOrders(copy.cache, matching({ statuses: ['draft'] }))).toEqual({ days: 90, older: 0 });
    expect(await keptOrders(copy.cache, matching({ advertiserId: ada }))).toEqual({ days: 90, older: 0 });
    expect(await keptOrders(copy.cache, matching({ search: `#${oldRejected}` }))).toEqual({
      days: 90,
      older: 1,
    });
    // The sums do not know names.
    expect(await keptOrders(copy.cache, matching({ search: 'Ada' }))).toEqual({ days: 90, older: null });
  });

  test('are counted with all others: on the board, and with their customers', async () => {
    expect(await lane('rejected')).toEqual({ total: 2, newest: [newRejected] });
    expect(await lane('draft', { categories: ['lifestyle'] })).toEqual({ total: 1, newest: [oldDraft] });
    expect(await lane('rejected', { editorId: eve })).toEqual({ total: 2, newest: [newRejected] });
    // Category and customer together are in no sum: what is kept is counted.
    expect(await lane('rejected', { advertiserId: ada, categories: ['lifestyle'] })).toEqual({
      total: 1,
      newest: [newRejected],
    });
    expect((await getCustomer(copy.cache, eve)).sold).toEqual([
      { status: 'draft', orders: 1 },
      { status: 'rejected', orders: 2 },
    ]);
    expect((await getCustomer(copy.cache, ada)).bought).toEqual([
      { status: 'draft', orders: 1 },
      { status: 'rejected', orders: 1 },
    ]);
  });

  test('open from the database when they are not kept, and say so', async () => {
    const order = await getOrder(copy.cache, workspace, oldRejected);
    expect(order).toMatchObject({ id: oldRejected, status: 'rejected', source: 'database', version: 2 });
    expect(order.timeline.map(({ kind }) => kind)).toEqual(['created']);
    expect(order.moves.every(({ hindrance }) => hindrance === 'status')).toBe(true);
    const kept = await getOrder(copy.cache, workspace, newRejected);
    expect(kept).toMatchObject({ source: 'copy', timelineIsCut: false });
    // Their timeline is a table of its own, with days of its own: what it lacks is read as well.
    const underWay = await getOrder(copy.cache, workspace, oldDraft);
    expect(underWay).toMatchObject({ source: 'copy', timelineIsCut: false });
    expect(underWay.timeline.map(({ kind }) => kind)).toEqual(['created']);
    // One and the same order, wherever it is read.
    await copy.keep(marketplaceMirrors);
    const whole = await getOrder(copy.cache, workspace, oldRejected);
    expect(whole.source).toBe('copy');
    expect({ ...whole, source: 'database' }).toEqual(order);
    await copy.keep(last90Days);
  });

  test('raises ORDER_NOT_KEPT when such an order is opened while the database is away', async () => {
    const pool = new Pool({ host: '127.0.0.1', port: 1 });
    const away = { id: workspace.id, database: drizzle({ client: pool }) };
    await expect(getOrder(copy.cache, away, oldRejected)).rejects.toMatchObject({ code: 'ORDER_NOT_KEPT' });
    await expect(getOrder(copy.cache, away, newRejected)).resolves.toMatchObject({ source: 'copy' });
    const cutTimeline = { source: 'copy', timeline: [], timelineIsCut: true };
    await expect(getOrder(copy.cache, away, oldDraft)).resolves.toMatchObject(cutTimeline);
    await pool.end();
  });

  test('cannot be moved when they are not kept, which a preview says', async () => {
    const preview = await previewMove(copy.cache, { ids: [oldRejected, newRejected], move: 'confirm' });
    expect(preview).toMatchObject([
      { id: oldRejected, version: 2, hindrance: 'status' },
      { id: newRejected, version: 2, hindrance: 'status' },
    ]);
  });

  test('reach the sums when they are changed late, and leave when they are finished', async () => {
    await update(oldRejected, `category = 'travel'`);
    await copy.caughtUp();
    expect(await lane('rejected', { categories: ['travel'] })).toEqual({ total: 1, newest: [] });
    await agrees();
    await reject(oldDraft);
    await copy.caughtUp();
    expect(await listed()).toEqual({ ids: [newRejected], total: 1 });
    expect(await lane('rejected')).toEqual({ total: 3, newest: [newRejected] });
    expect(await keptOrders(copy.cache, matching())).toEqual({ days: 90, older: 2 });
    await agrees();
  });

  test('are all there again when all are kept', async () => {
    await copy.keep(marketplaceMirrors);
    expect(await keptOrders(copy.cache, matching())).toBeNull();
    expect(await listed()).toEqual({ ids: [newRejected, oldRejected, oldDraft], total: 3 });
    expect(await listed({ statuses: ['rejected'], categories: ['travel'] })).toEqual({
      ids: [oldRejected],
      total: 1,
    });
    await agrees();
    await copy.keep(last90Days);
    expect(await listed()).toEqual({ ids: [newRejected], total: 1 });
  });
});

test('payments that wait are kept however old they are', async () => {
  const pay = `insert into payments (workspace_id, customer_id, amount_micros, created_at, settled_at, kind, state, gateway, currency)
    values ($1, $2, 5000000, now() - interval '300 days', $3, 'deposit', $4, 'manual', 'USD') returning id`;
  const { rows } = await database.pool.query<{ id: string }>(pay, [workspace.id, ada, null, 'pending']);
  await database.pool.query(pay, [workspace.id, ada, new Date(), 'failed']);
  await copy.caughtUp();
  const kept = await copy.cache.rows(sql`select id from payments`, z.object({ id: z.int() }));
  expect(kept).toEqual([{ id: Number(rows[0]?.id) }]);
  expect((await getCustomer(copy.cache, ada)).pendingPayments).toHaveLength(1);
  const older = async (filter: z.input<typeof paymentFilterSchema> = {}) => {
    const asked = paymentFilterSchema.parse(filter);
    const listed = await listPayments(copy.cache, { filter: asked, descending: true, offset: 0, limit: 10 });
    return [listed.total, (await keptPayments(copy.cache, asked))?.older];
  };
  expect(await keptPayments(copy.cache, paymentFilterSchema.parse({}))).toEqual({ days: 90, older: 1 });
  expect(await older({ states: ['failed'], search: 'Ada' })).toEqual([0, 1]);
  expect(await older({ states: ['pending'], customerId: ada })).toEqual([1, 0]);
  expect(await older({ settledSince: 1, currency: 'USD', kinds: ['deposit'] })).toEqual([0, 1]);
  expect(await older({ search: 'Eve' })).toEqual([0, 0]);
  await database.pool.query(
    `update payments set state = 'failed', settled_at = now() where workspace_id = $1 and state = 'pending'`,
    [workspace.id],
  );
  await copy.caughtUp();
  expect((await getCustomer(copy.cache, ada)).pendingPayments).toEqual([]);
  expect(await older()).toEqual([0, 2]);
  await agrees();
  await copy.keep(marketplaceMirrors);
  expect(await keptPayments(copy.cache, paymentFilterSchema.parse({}))).toBeNull();
});
