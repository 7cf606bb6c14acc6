import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { channelIdSchema, customerIdSchema } from '#contract/ids.ts';
import { channelFilterSchema } from '#contract/marketplace/channel.ts';
import type { TestDatabase } from '../../../../tests/setup/test-database.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { newKey, openTestCatalogue, refusal, type TestCatalogue } from '../testing/test-catalogue.ts';
import { ada, cheap, cookery, eve, gardens } from '../testing/test-market.ts';

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
const versioned = z.object({ version: z.int() });

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

  it('raises CHANNEL_DECISION_IMPOSSIBLE for what does not follow from its state, and changes nothing', async () => {
    const id = await pending();
    await expect(decide(id, 1, 'suspend', 'why not')).rejects.toMatchObject(
      refusal('CHANNEL_DECISION_IMPOSSIBLE', { why: 'it is pending' }),
    );
    const lost = await pending({ problem: 'vanished' });
    await expect(decide(lost, 1, 'approve')).rejects.toMatchObject(refusal('CHANNEL_DECISION_IMPOSSIBLE'));
    await expect(decide(999, 1, 'approve')).rejects.toMatchObject(refusal('NOT_FOUND'));
    expect(await call('channels.get', { id })).toMatchObject({ state: 'pending', version: 1, events: [] });
  });

  it('raises CHANNEL_REASON_MISSING for a blank reason, and changes nothing', async () => {
    const id = await pending();
    for (const reason of [undefined, '', '  ']) {
      await expect(decide(id, 1, 'reject', reason)).rejects.toMatchObject(
        refusal('CHANNEL_REASON_MISSING', { decision: 'reject' }),
      );
    }
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
    const many = {
      decision: 'approve',
      channels: [fine, raced, lost, stopped].map((id) => ({ key: newKey(), id, version: 1 })),
    };
    const outcomes = await call('channels.decideMany', many);
    expect(outcomes).toMatchObject([
      { decided: true, id: fine, version: 2 },
      { decided: false, id: raced, code: 'CHANNEL_CHANGED', details: { by: 'Otto' } },
      { decided: false, id: lost, code: 'CHANNEL_DECISION_IMPOSSIBLE' },
      { decided: false, id: stopped, code: 'CHANNEL_DECISION_IMPOSSIBLE' },
    ]);
    // Its answer was lost, and it is sent again: once is enough, and what was refused is asked anew.
    await decide(lost, 1, 'reject', 'Gone', 'Otto');
    expect(await call('channels.decideMany', many)).toMatchObject([
      { decided: true, id: fine, version: 2 },
      { decided: false, id: raced },
      { decided: false, id: lost, code: 'CHANNEL_CHANGED' },
      { decided: false, id: stopped },
    ]);
    const { rows } = await database.pool.query(
      `select count(*)::int as n from channel_events where workspace_id = $1 and channel_id = $2 and kind = 'decided'`,
      [workspace.id, fine],
    );
    expect(rows).toEqual([{ n: 1 }]);
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
