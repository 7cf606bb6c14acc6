import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { customerIdSchema, operatorIdSchema } from '#contract/ids.ts';
import { type Sandbox, startSandbox } from '#sandbox/start-sandbox.ts';
import { createAccountEvents } from './accounts/account-events.ts';
import { createPace } from './accounts/checking/pace.ts';
import { createPoolReader } from './accounts/reading/pool-reader.ts';
import { createTestPool, inventHolder, type TestPool } from './accounts/testing/test-pool.ts';
import { silentLogger } from './logging/logger.ts';
import { channelsRouter } from './marketplace/channels/router.ts';
import { marketplaceMirrors, marketplaceRollups } from './marketplace/mirrors.ts';
import { serveDomain } from './rpc/app-router.ts';
import { createCaller, createRouter } from './rpc/trpc.ts';
import { startTestCache, type TestCache } from './sync/testing/test-cache.ts';
import type { TelegramDriver } from './telegram/driver.ts';
import { openTelegramDriver } from './telegram/open-driver.ts';

let pool: TestPool;
let sandbox: Sandbox;
let driver: TelegramDriver;
let copy: TestCache;
let router: ReturnType<typeof channelsRouter>;
const eve = customerIdSchema.parse(1);

beforeAll(async () => {
  pool = await createTestPool();
  const { workspace, vault, testDatabase } = pool;
  await testDatabase.pool.query(
    `insert into customers (workspace_id, id, role, name) values ($1, 1, 'editor', 'Eve'), ($1, 2, 'advertiser', 'Ada')`,
    [workspace.id],
  );
  sandbox = await startSandbox({ count: 1 });
  driver = openTelegramDriver({ server: sandbox.server, logger: silentLogger() });
  for (const { session } of sandbox.accounts) await pool.add(session);
  copy = await startTestCache({
    url: testDatabase.url,
    workspaceId: workspace.id,
    tables: marketplaceMirrors,
    rollups: marketplaceRollups,
  });
  const reader = createPoolReader({
    workspace,
    holder: inventHolder(),
    vault,
    driver,
    readPoolSettings: () => Promise.resolve({ paceMs: 0, concurrency: 8, deadlineMs: 20_000 }),
    pace: createPace(),
    events: createAccountEvents(),
  });
  router = channelsRouter(workspace, copy.cache, reader);
});
afterAll(async () => {
  await copy.close();
  await driver.close();
  await sandbox.stop();
  await pool.testDatabase.drop();
});
beforeEach(async () => {
  await pool.workspace.database.execute(
    sql`update accounts set standing = 'active', flood_wait_until = null`,
  );
  for (const { userId } of sandbox.accounts) await sandbox.setScript(userId, { kind: 'active' });
});

async function call(name: string, input: object): Promise<Record<string, unknown>> {
  await copy.caughtUp();
  const caller = { operatorId: operatorIdSchema.parse(randomUUID()), name: 'Olga', role: 'admin' } as const;
  const procedures: Readonly<Record<string, unknown>> = createCaller(
    createRouter(serveDomain('channels', router)),
  )({ caller });
  const called = procedures[name];
  if (typeof called !== 'function') throw new Error(`there is no ${name}`);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- parsed by its own schema already
  return (await called(input)) as Record<string, unknown>;
}

const wish = { ownerId: eve, category: 'lifestyle', language: 'ar', country: 'EG' };
const add = (address: string, other: object = {}) =>
  call('add', { key: randomUUID(), address, ...wish, ...other });
const refusal = (code: string) => ({ cause: { code } });

const named = z.object({ title: z.string(), description: z.string() });
const told = z.object({ events: z.array(z.object({ kind: z.string() })) });

let lastTelegramId = 1_700_000_000;

async function onTelegram(username: string, facts: object = {}): Promise<string> {
  lastTelegramId += 1;
  const id = String(lastTelegramId);
  await sandbox.setNames([
    { kind: 'channel', username, id, title: 'Tea', subscribers: 4_000, averageViews: 900, ...facts },
  ]);
  return id;
}

async function isRefused(address: string, code: string, details: object = {}): Promise<void> {
  const expected = { cause: { code, details } };
  await expect(call('look', { address })).rejects.toMatchObject(expected);
  await expect(add(address)).rejects.toMatchObject(expected);
}

describe('adding a channel', () => {
  it('shows first what Telegram says, and saves that: emoji, right-to-left and all', async () => {
    const title = '🫖 شاي يومي · Tea';
    const telegramId = await onTelegram('tea_one', { title, about: 'كوب في اليوم', verified: true });
    expect(await call('look', { address: 'https://t.me/tea_one' })).toMatchObject({
      username: 'tea_one',
      title,
      subscribers: 4_000,
      isVerified: true,
    });
    const { id } = await add('@tea_one');
    expect(await call('get', { id })).toMatchObject({
      state: 'pending',
      title,
      telegramId,
      description: 'كوب في اليوم',
      owner: { id: eve, name: 'Eve' },
      language: 'ar',
      events: [{ kind: 'added', toState: 'pending', actor: 'Olga' }],
    });
  });

  it('cuts what is longer than any title is, between two characters', async () => {
    await onTelegram('tea_long', { title: '🫖'.repeat(60_000), about: 'x'.repeat(60_000) });
    const { id } = await add('tea_long');
    const { title, description } = named.parse(await call('get', { id }));
    expect(title).toBe('🫖'.repeat(150));
    expect(description).toHaveLength(5_000);
  });

  it('is refused at the contract for five megabytes of text, and for what is no address', async () => {
    for (const address of ['x'.repeat(5_000_000), 'two words', 'https://t.me/+secret', '']) {
      await expect(call('look', { address })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    }
  });

  it('raises CHANNEL_KNOWN for one that is here, also under a new name', async () => {
    const telegramId = await onTelegram('tea_two');
    await add('tea_two');
    await expect(call('look', { address: 'TEA_TWO' })).rejects.toMatchObject(refusal('CHANNEL_KNOWN'));
    await expect(add('Tea_Two')).rejects.toMatchObject(refusal('CHANNEL_KNOWN'));
    await sandbox.removeName('tea_two');
    await sandbox.setNames([{ kind: 'channel', username: 'tea_two_new', id: telegramId, title: 'Tea' }]);
    await expect(call('look', { address: 'tea_two_new' })).rejects.toMatchObject(refusal('CHANNEL_KNOWN'));
  });

  it('raises CHANNEL_NOT_ON_TELEGRAM for a name that nobody has', async () => {
    await isRefused('nobody_here', 'CHANNEL_NOT_ON_TELEGRAM', { username: 'nobody_here' });
  });

  it('raises NOT_A_CHANNEL for a person and for a group, and says which', async () => {
    await sandbox.setNames([
      { kind: 'user', username: 'a_person', id: '5', firstName: 'Some' },
      { kind: 'group', username: 'some_group', id: '6', title: 'Group' },
    ]);
    await isRefused('a_person', 'NOT_A_CHANNEL', { found: 'person or a bot' });
    await isRefused('some_group', 'NOT_A_CHANNEL', { found: 'group' });
  });

  it('raises CHANNEL_PRIVATE for one that outsiders cannot read', async () => {
    await onTelegram('closed_one', { isPrivate: true });
    await isRefused('closed_one', 'CHANNEL_PRIVATE');
  });

  it('raises POOL_MUST_WAIT while Telegram has every account wait', async () => {
    await onTelegram('tea_wait');
    for (const { userId } of sandbox.accounts) {
      await sandbox.setScript(userId, { kind: 'flood-wait', seconds: 120 });
    }
    await expect(call('look', { address: 'tea_wait' })).rejects.toMatchObject(refusal('POOL_MUST_WAIT'));
  });

  it('raises POOL_CANNOT_READ when no account works', async () => {
    await onTelegram('tea_banned');
    await pool.workspace.database.execute(sql`update accounts set standing = 'banned'`);
    await expect(call('look', { address: 'tea_banned' })).rejects.toMatchObject(refusal('POOL_CANNOT_READ'));
  });

  it('raises OWNER_UNFIT for somebody who sells nothing', async () => {
    await onTelegram('tea_owner');
    await expect(add('tea_owner', { ownerId: 2 })).rejects.toMatchObject(refusal('OWNER_UNFIT'));
  });
});

describe('reading a channel again', () => {
  it('takes over what is new, says when it is gone, and finds it when it is back', async () => {
    const telegramId = await onTelegram('tea_again');
    const { id } = await add('tea_again');
    const again = () => call('readAgain', { key: randomUUID(), id });
    await sandbox.setNames([
      { kind: 'channel', username: 'tea_again', id: telegramId, title: 'Coffee', subscribers: 5_000 },
    ]);
    expect(await again()).toEqual({ version: 2, problem: null });
    expect(await call('get', { id })).toMatchObject({ title: 'Coffee', subscribers: 5_000 });
    await sandbox.removeName('tea_again');
    expect(await again()).toEqual({ version: 3, problem: 'vanished' });
    expect(await call('get', { id })).toMatchObject({ title: 'Coffee', readProblem: 'vanished' });
    await onTelegram('tea_again');
    expect(await again()).toMatchObject({ problem: 'other_channel' });
    await sandbox.setNames([
      { kind: 'channel', username: 'tea_again', id: telegramId, title: 'Tea', isPrivate: true },
    ]);
    expect(await again()).toMatchObject({ problem: 'private' });
    await sandbox.setNames([{ kind: 'channel', username: 'tea_again', id: telegramId, title: 'Tea' }]);
    expect(await again()).toMatchObject({ problem: null });
    const { events } = told.parse(await call('get', { id }));
    expect(events.map(({ kind }) => kind)).toEqual(['added', 'read', 'lost', 'lost', 'lost', 'read']);
  });
});
