import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { orderIdSchema } from '#contract/ids.ts';
import { listingFilterSchema } from '#contract/marketplace/listing.ts';
import type { TestDatabase } from '../../../../tests/setup/test-database.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { newKey, openTestCatalogue, refusal, type TestCatalogue } from '../testing/test-catalogue.ts';
import { ada, ben, cheap, cookery, gardens, inEuro } from '../testing/test-market.ts';

let catalogue: TestCatalogue;
let database: TestDatabase;
let workspace: Workspace;
let call: TestCatalogue['call'];
beforeAll(async () => {
  catalogue = await openTestCatalogue();
  ({ database, workspace, call } = catalogue);
});
afterAll(() => catalogue.close());

const numbered = z.object({ id: z.int() });

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

  const offer = async (): Promise<Record<string, unknown>> =>
    call('listings.create', { key: newKey(), channelId: gardens, format: 'post', ...terms });

  it('raises LISTING_CHANGED for the slower of two, naming the faster', async () => {
    const made = await offer();
    await call('listings.edit', { key: newKey(), ...made, ...terms, price: '13000000' }, 'Otto');
    await expect(call('listings.edit', { key: newKey(), ...made, ...terms })).rejects.toMatchObject(
      refusal('LISTING_CHANGED', { by: 'Otto' }),
    );
  });

  it('raises LISTING_CURRENCY_FIXED for a price in another currency', async () => {
    const made = await offer();
    await expect(
      call('listings.edit', { key: newKey(), ...made, ...terms, currency: 'EUR' }),
    ).rejects.toMatchObject(refusal('LISTING_CURRENCY_FIXED', { currency: 'USD', given: 'EUR' }));
    expect(await call('listings.get', { id: made['id'] })).toMatchObject({ version: 1 });
  });

  it('raises LISTING_ARCHIVED for whatever is done to one that was archived', async () => {
    const made = await offer();
    await call('listings.setState', { key: newKey(), ...made, state: 'archived' });
    const archived = { ...made, version: 2 };
    await expect(
      call('listings.setState', { key: newKey(), ...archived, state: 'active' }),
    ).rejects.toMatchObject(refusal('LISTING_ARCHIVED'));
    await expect(call('listings.edit', { key: newKey(), ...archived, ...terms })).rejects.toMatchObject(
      refusal('LISTING_ARCHIVED'),
    );
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
