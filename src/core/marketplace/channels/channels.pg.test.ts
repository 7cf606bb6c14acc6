import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { channelIdSchema, customerIdSchema, operatorIdSchema, orderIdSchema } from '#contract/ids.ts';
import { channelFilterSchema } from '#contract/marketplace/channel.ts';
import { listingFilterSchema } from '#contract/marketplace/listing.ts';
import { type CommandKey, commandKeySchema } from '#contract/outbox.ts';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/test-database.ts';
import { serveDomain } from '../../rpc/app-router.ts';
import { createCaller, createRouter } from '../../rpc/trpc.ts';
import { startTestCache, type TestCache } from '../../sync/testing/test-cache.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { listingsRouter } from '../listings/router.ts';
import { marketplaceMirrors, marketplaceRollups } from '../mirrors.ts';
import { marketplaceRouter } from '../router.ts';
import { ada, ben, cheap, cookery, eve, gardens, inEuro, openTestMarket } from '../testing/test-market.ts';
import { channelsRouter } from './router.ts';

let database: TestDatabase;
let workspace: Workspace;
let copy: TestCache;
beforeAll(async () => {
  database = await createTestDatabase();
  workspace = { id: await openTestMarket(database.pool), database: database.database };
  // The market brought its own numbers.
  await database.pool.query('alter table listings alter column id restart with 1000');
  copy = await startTestCache({
    url: database.url,
    workspaceId: workspace.id,
    tables: marketplaceMirrors,
    rollups: marketplaceRollups,
  });
});
afterAll(async () => {
  await copy.close();
  await database.drop();
});

const none = { kind: 'no_account', reason: 'telegram_not_configured' } as const;
const reader = { readChannel: () => Promise.resolve(none), readPost: () => Promise.resolve(none) };

/** Calls a procedure as a page does; queries see what was committed before. Its answer has any shape. */
async function call(procedure: string, input: unknown, name = 'Olga'): Promise<Record<string, unknown>> {
  await copy.caughtUp();
  const [domain = '', procedureName = ''] = procedure.split('.');
  const served = {
    channels: channelsRouter(workspace, copy.cache, reader),
    listings: listingsRouter(workspace, copy.cache),
    marketplace: marketplaceRouter(workspace, copy.cache),
  };
  const routers = Object.entries(served).find(([each]) => each === domain);
  if (routers === undefined) throw new Error(`there is no ${domain}`);
  const router = createRouter(serveDomain(domain, routers[1]));
  const caller = { operatorId: operatorIdSchema.parse(randomUUID()), name, role: 'admin' } as const;
  const procedures: Readonly<Record<string, unknown>> = createCaller(router)({ caller });
  const called = procedures[procedureName];
  if (typeof called !== 'function') throw new Error(`there is no ${procedure}`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- parsed by its own schema already
  return (await called(input)) as Record<string, unknown>;
}

const numbered = z.object({ id: z.int() });
const versioned = z.object({ version: z.int() });

const newKey = (): CommandKey => commandKeySchema.parse(randomUUID());
const refusal = (code: string, details: Record<string, unknown> = {}) => ({
  cause: { code, details: expect.objectContaining(details) as unknown },
});

let lastChannel = 100;

/** A channel that waits for approval. */
async function pending(values: { readonly owner?: number; readonly problem?: string | null } = {}) {
  lastChannel += 1;
  await database.pool.query(
    `insert into channels (workspace_id, id, owner_id, category, username, title, read_problem)
     values ($1, $2, $3, 'news', $4, $5, $6)`,
    [
      workspace.id,
      lastChannel,
      values.owner ?? eve,
      `channel_${lastChannel}`,
      `Channel ${lastChannel}`,
      values.problem ?? null,
    ],
  );
  return channelIdSchema.parse(lastChannel);
}

const decide = (id: number, version: number, decision: string, reason?: string, name = 'Olga') =>
  call('channels.decide', { key: newKey(), id, version, decision, reason }, name);

describe('deciding about a channel', () => {
  it('changes state and version, and goes on record with who and why', async () => {
    const id = await pending();
    expect(await decide(id, 1, 'approve')).toEqual({ version: 2 });
    expect(await decide(id, 2, 'suspend', ' Fake subscribers ', 'Otto')).toEqual({ version: 3 });
    expect(await decide(id, 3, 'reinstate', 'They were real')).toEqual({ version: 4 });
    const detail = await call('channels.get', { id });
    expect(detail).toMatchObject({ state: 'approved', version: 4, stateReason: null });
    expect(detail['events']).toMatchObject([
      { kind: 'decided', fromState: 'pending', toState: 'approved', actor: 'Olga', reason: null },
      { fromState: 'approved', toState: 'suspended', actor: 'Otto', reason: 'Fake subscribers' },
      { fromState: 'suspended', toState: 'approved', reason: 'They were real' },
    ]);
  });

  it('happens once under its key', async () => {
    const id = await pending();
    const input = { key: newKey(), id, version: 1, decision: 'approve' };
    expect(await call('channels.decide', input)).toEqual({ version: 2 });
    expect(await call('channels.decide', input)).toEqual({ version: 2 });
    expect((await call('channels.get', { id }))['events']).toHaveLength(1);
  });

  it('raises CHANNEL_CHANGED for the slower of two, naming the faster', async () => {
    const id = await pending();
    const results = await Promise.allSettled([
      decide(id, 1, 'approve', undefined, 'Otto'),
      decide(id, 1, 'reject', 'Spam', 'Olga'),
    ]);
    const lost = results.find((result) => result.status === 'rejected');
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const faster = results[0]?.status === 'fulfilled' ? 'Otto' : 'Olga';
    expect(lost?.reason).toMatchObject(refusal('CHANNEL_CHANGED', { by: faster, secondsAgo: '0' }));
    expect((await call('channels.get', { id }))['events']).toHaveLength(1);
  });

  it('raises CHANNEL_DECISION_IMPOSSIBLE and CHANNEL_REASON_MISSING, and changes nothing', async () => {
    const id = await pending();
    await expect(decide(id, 1, 'suspend', 'why not')).rejects.toMatchObject(
      refusal('CHANNEL_DECISION_IMPOSSIBLE', { why: 'it is pending' }),
    );
    await expect(decide(id, 1, 'reject', '  ')).rejects.toMatchObject(refusal('CHANNEL_REASON_MISSING'));
    const lost = await pending({ problem: 'vanished' });
    await expect(decide(lost, 1, 'approve')).rejects.toMatchObject(refusal('CHANNEL_DECISION_IMPOSSIBLE'));
    await expect(decide(999, 1, 'approve')).rejects.toMatchObject(refusal('NOT_FOUND'));
    expect(await call('channels.get', { id })).toMatchObject({ state: 'pending', version: 1, events: [] });
  });

  it('of many at once shows first what each will do, and then what became of each', async () => {
    const owner = customerIdSchema.parse(77);
    await database.pool.query(
      `insert into customers (workspace_id, id, role, name, state) values ($1, $2, 'editor', 'Sid', 'suspended')`,
      [workspace.id, owner],
    );
    const fine = await pending();
    const raced = await pending();
    const [lost, stopped] = [await pending({ problem: 'vanished' }), await pending({ owner })];
    const preview = await call('channels.previewDecision', {
      ids: [fine, raced, lost, stopped],
      decision: 'approve',
    });
    expect(preview).toMatchObject([
      { id: fine, hindrance: null },
      { id: raced, hindrance: null },
      { id: lost, hindrance: 'not_readable' },
      { id: stopped, hindrance: 'owner_suspended' },
    ]);
    await decide(raced, 1, 'reject', 'Spam', 'Otto');
    const outcomes = await call('channels.decideMany', {
      decision: 'approve',
      channels: [fine, raced, lost, stopped].map((id) => ({ key: newKey(), id, version: 1 })),
    });
    expect(outcomes).toMatchObject([
      { decided: true, id: fine, version: 2 },
      { decided: false, id: raced, code: 'CHANNEL_CHANGED', details: { by: 'Otto' } },
      { decided: false, id: lost, code: 'CHANNEL_DECISION_IMPOSSIBLE' },
      { decided: false, id: stopped, code: 'CHANNEL_DECISION_IMPOSSIBLE' },
    ]);
  });
});

describe('a channel that is not approved', () => {
  it('sells nothing: neither new orders nor drafts that are submitted', async () => {
    const order = { key: newKey(), advertiserId: ada, listingId: cheap, postText: '', scheduledAt: null };
    const draft = await call('marketplace.createOrder', order);
    const { version } = versioned.parse(await call('channels.get', { id: cookery }));
    await decide(cookery, version, 'suspend', 'Looking into it');
    await expect(call('marketplace.createOrder', { ...order, key: newKey() })).rejects.toMatchObject(
      refusal('LISTING_NOT_FOR_SALE'),
    );
    const submit = { key: newKey(), ...draft, move: 'submit' };
    await expect(call('marketplace.moveOrder', submit)).rejects.toMatchObject(
      refusal('LISTING_NOT_FOR_SALE', { why: 'its channel is suspended' }),
    );
    expect((await call('marketplace.order', { id: draft['id'] }))['moves']).toContainEqual({
      move: 'submit',
      hindrance: 'not_for_sale',
    });
    await decide(cookery, version + 1, 'reinstate', 'All is well');
    await call('marketplace.moveOrder', { ...submit, key: newKey() });
  });
});

const list = (filter: object, column = 'id', descending = false) =>
  call('channels.list', {
    filter: channelFilterSchema.parse(filter),
    sort: { column, descending },
    offset: 0,
    limit: 200,
  });

describe('the list of channels', () => {
  it('finds by title in any script, username, owner and number, and sorts by every column', async () => {
    const id = await pending();
    await database.pool.query(
      `update channels set title = $3, subscribers = 1000, average_views = 250 where workspace_id = $1 and id = $2`,
      [workspace.id, id, '☕️ ЧАЙ · شاي يومي'],
    );
    const only = { total: 1, rows: [{ id, err: 0.25, trend: null }] };
    for (const search of ['чай', 'شاي', `@channel_${id}`, `#${id}`, '☕️']) {
      expect(await list({ search })).toMatchObject(only);
    }
    expect((await list({ search: 'Sam' }))['rows']).toMatchObject([{ id: gardens }]);
    expect((await list({ search: `'; drop table channels; --` }))['total']).toBe(0);
    for (const column of ['title', 'username', 'owner', 'category', 'language', 'trend', 'decidedAt']) {
      expect((await list({}, column))['total']).toBeGreaterThan(3);
    }
    const { rows } = await list({}, 'subscribers', true);
    expect(z.array(numbered).parse(rows)[0]).toEqual({ id });
  });

  it('tells what was won in thirty days, and a history with its rates', async () => {
    const id = await pending();
    await database.pool.query(`select opsdeck_create_partitions()`);
    await database.pool.query(
      `insert into channel_metrics (workspace_id, channel_id, measured_at, views, subscribers, posts, forwards, reactions, comments)
       select $1, $2, date_trunc('day', now()) - make_interval(days => back), 5000, 1000 - back, 10, 20, 25, 5
       from generate_series(0, 40) as back`,
      [workspace.id, id],
    );
    await database.pool.query(
      `update channels set subscribers = 1000, measured_at = date_trunc('day', now()) where workspace_id = $1 and id = $2`,
      [workspace.id, id],
    );
    expect((await list({ search: `#${id}` }))['rows']).toMatchObject([{ id, trend: 30 }]);
    const points = await call('channels.metrics', { id, days: 7 });
    expect(points).toHaveLength(8);
    expect(points).toMatchObject(
      Array.from({ length: 8 }, (_, index) => ({
        subscribers: 993 + index,
        averageViews: 500,
        er: 0.01,
        err: 500 / (993 + index),
      })),
    );
  });
});

/** The listings of the cookery channel that match, the dearest for a thousand views first. */
async function foundListings(filter: object): Promise<number[]> {
  const { rows } = await call('listings.list', {
    filter: listingFilterSchema.parse({ channelId: cookery, states: ['active'], ...filter }),
    sort: { column: 'cpm', descending: true },
    offset: 0,
    limit: 50,
  });
  return z
    .array(numbered)
    .parse(rows)
    .map(({ id }) => id);
}

describe('a listing', () => {
  const terms = { price: '12500000', currency: 'USD', durationHours: 24 };

  it('is made, changed and paused, and its price history stays', async () => {
    const made = await call('listings.create', {
      key: newKey(),
      channelId: gardens,
      format: 'post',
      ...terms,
    });
    const seen = { id: made['id'] };
    await call('listings.edit', { key: newKey(), ...seen, version: 1, ...terms, price: '15000000' });
    await call('listings.setState', { key: newKey(), ...seen, version: 2, state: 'paused' });
    expect(await call('listings.get', seen)).toMatchObject({
      version: 3,
      state: 'paused',
      price: { micros: '15000000', currency: 'USD' },
      events: [
        { kind: 'created', price: { micros: '12500000' }, state: 'active', actor: 'Olga' },
        { kind: 'edited', price: { micros: '15000000' } },
        { kind: 'paused', state: 'paused' },
      ],
    });
  });

  it('raises LISTING_CHANGED, LISTING_CURRENCY_FIXED and LISTING_ARCHIVED', async () => {
    const made = await call('listings.create', {
      key: newKey(),
      channelId: gardens,
      format: 'post',
      ...terms,
    });
    const edit = { ...made, ...terms };
    await expect(call('listings.edit', { key: newKey(), ...edit, version: 7 })).rejects.toMatchObject(
      refusal('LISTING_CHANGED', { by: 'Olga' }),
    );
    await expect(call('listings.edit', { key: newKey(), ...edit, currency: 'EUR' })).rejects.toMatchObject(
      refusal('LISTING_CURRENCY_FIXED', { currency: 'USD', given: 'EUR' }),
    );
    await call('listings.setState', { key: newKey(), ...made, state: 'archived' });
    await expect(
      call('listings.setState', { key: newKey(), ...made, version: 2, state: 'active' }),
    ).rejects.toMatchObject(refusal('LISTING_ARCHIVED'));
  });

  it.each(['0', '-1', '-99999999', '1000000000000000', '1.5', '', '1e9', 'ten'])(
    'is not offered for %j micros, at the contract and in the database',
    async (price) => {
      const input = { key: newKey(), channelId: gardens, format: 'post', ...terms, price };
      await expect(call('listings.create', input)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
      if (!/^-?\d+$/.test(price)) return;
      await expect(
        database.pool.query(
          `update listings set price_micros = $2::bigint where workspace_id = $1 and id = 1`,
          [workspace.id, price],
        ),
      ).rejects.toMatchObject({ constraint: 'listings_price' });
    },
  );

  it('is found by price, CPM, readers and more, within its currency', async () => {
    await database.pool.query(
      `update channels set subscribers = 2000, average_views = 500 where workspace_id = $1 and id = $2`,
      [workspace.id, cookery],
    );
    expect(await foundListings({})).toEqual([inEuro, cheap]);
    expect(await foundListings({ currency: 'USD', priceFrom: '40000000', priceTo: '40000000' })).toEqual([
      cheap,
    ]);
    expect(await foundListings({ currency: 'USD', priceTo: '39999999' })).toEqual([]);
    // 40 USD for 500 views: 80 USD for a thousand.
    expect(await foundListings({ currency: 'USD', cpmTo: '80000000' })).toEqual([cheap]);
    expect(await foundListings({ currency: 'USD', cpmTo: '79999999' })).toEqual([]);
    expect(await foundListings({ subscribersFrom: 2_000, errFrom: 0.25 })).toEqual([inEuro, cheap]);
    expect(await foundListings({ errFrom: 0.26 })).toEqual([]);
  });
});

const dayMs = 86_400_000;
const day = (ahead: number) => new Date(Date.now() + ahead * dayMs).toISOString().slice(0, 10);
const at = (ahead: number, time: string) => Date.parse(`${day(ahead)}T${time}:00Z`);
const draft = (scheduledAt: number, advertiserId = ben, listingId = cheap) =>
  call('marketplace.createOrder', { key: newKey(), advertiserId, listingId, postText: '', scheduledAt });
const submit = (order: Record<string, unknown>) =>
  call('marketplace.moveOrder', { key: newKey(), ...order, move: 'submit' });

describe('the calendar of a channel', () => {
  it('has one order in each slot: the second raises SLOT_TAKEN, as a draft or when it is submitted', async () => {
    const first = await draft(at(5, '07:30'));
    const second = await draft(at(5, '11:59'), ada);
    await submit(first);
    await expect(submit(second)).rejects.toMatchObject(
      refusal('SLOT_TAKEN', { slot: `${day(5)} 06:00–12:00`, why: `order ${String(first['id'])} has it` }),
    );
    await expect(draft(at(5, '06:00'))).rejects.toMatchObject(refusal('SLOT_TAKEN'));
    await draft(at(5, '12:00'));
    const days = await call('listings.calendar', { channelId: cookery, from: day(5), days: 2 });
    const held = { orderId: orderIdSchema.parse(first['id']), status: 'pending' };
    expect(days).toEqual([
      { day: day(5), blocked: false, slots: [null, held, null, null] },
      { day: day(6), blocked: false, slots: [null, null, null, null] },
    ]);
    await call('marketplace.moveOrder', {
      key: newKey(),
      id: first['id'],
      version: 2,
      move: 'reject',
      reason: 'No',
    });
    await submit(second);
  });

  it('gives a slot to one of two who submit at the same moment', async () => {
    await database.pool.query(
      `update listings set price_micros = 1000000 where workspace_id = $1 and id = $2`,
      [workspace.id, cheap],
    );
    const orders = [
      await draft(at(9, '01:00')),
      await draft(at(9, '02:00'), ada),
      await draft(at(9, '03:00')),
    ];
    const results = await Promise.allSettled(orders.map(submit));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject(refusal('SLOT_TAKEN'));
    }
  });

  it('keeps days free that the editor has blocked, and what is too far away', async () => {
    const block = { channelId: gardens, day: day(3), blocked: true };
    await call('listings.blockDay', { key: newKey(), ...block });
    await call('listings.blockDay', { key: newKey(), ...block });
    const [shown] = Object.values(
      await call('listings.calendar', { channelId: gardens, from: day(3), days: 1 }),
    );
    expect(shown).toMatchObject({ blocked: true });
    const { id } = await call('listings.create', {
      key: newKey(),
      channelId: gardens,
      format: 'post',
      price: '1000000',
      currency: 'USD',
      durationHours: 1,
    });
    const here = (scheduledAt: number) =>
      call('marketplace.createOrder', {
        key: newKey(),
        advertiserId: ada,
        listingId: id,
        postText: '',
        scheduledAt,
      });
    await expect(here(at(3, '10:00'))).rejects.toMatchObject(
      refusal('SLOT_TAKEN', { why: 'the editor sells nothing on that day' }),
    );
    await expect(here(at(92, '10:00'))).rejects.toMatchObject(refusal('SLOT_TAKEN'));
    await call('listings.blockDay', { key: newKey(), ...block, blocked: false });
    await here(at(3, '10:00'));
  });
});
