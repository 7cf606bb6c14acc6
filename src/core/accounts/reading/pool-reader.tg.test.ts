import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type AccountId, accountIdSchema } from '#contract/ids.ts';
import { type Sandbox, startSandbox } from '#sandbox/start-sandbox.ts';
import { silentLogger } from '../../logging/logger.ts';
import type { TelegramDriver } from '../../telegram/driver.ts';
import { openTelegramDriver } from '../../telegram/open-driver.ts';
import type { PoolReader } from '../../telegram/pool-reader.ts';
import { createAccountEvents } from '../account-events.ts';
import { createPace } from '../checking/pace.ts';
import { acquireLease } from '../leases/acquire-lease.ts';
import { listUsage } from '../queries/list-usage.ts';
import { createTestPool, inventHolder, type TestPool } from '../testing/test-pool.ts';
import { createPoolReader } from './pool-reader.ts';

const purpose = { actor: 'Test', reference: { kind: 'channel', id: '12' } } as const;
let pool: TestPool;
let sandbox: Sandbox;
let driver: TelegramDriver;
let reader: PoolReader;
let ids: AccountId[];

beforeAll(async () => {
  pool = await createTestPool();
  sandbox = await startSandbox({ count: 3 });
  driver = openTelegramDriver({ server: sandbox.server, logger: silentLogger() });
  reader = readerWith(driver);
  ids = [];
  for (const account of sandbox.accounts) ids.push(await pool.add(account.session));
});
afterAll(async () => {
  await sandbox.untilOpenSockets(0);
  expect((await sandbox.counts()).mostAtOnceOfAnyKey).toBeLessThanOrEqual(1);
  await driver.close();
  await sandbox.stop();
  await pool.testDatabase.drop();
});
beforeEach(async () => {
  for (const { userId } of sandbox.accounts) {
    await sandbox.setScript(userId, { kind: 'active' });
    await sandbox.setMethodScript(userId, 'contacts.ResolveUsername', null);
  }
  await pool.workspace.database.execute(sql`delete from account_leases`);
  // The first was used longest ago.
  await pool.workspace.database.execute(sql`update accounts set standing = 'active', standing_reason = null,
    flood_wait_until = null, last_used_at = now() - make_interval(hours => 10 - id::integer)`);
  await sandbox.setNames([{ kind: 'channel', username: 'tea_daily', id: '1700000001', title: 'Tea' }]);
});

function readerWith(through: TelegramDriver | null, paceMs = 0): PoolReader {
  return createPoolReader({
    workspace: pool.workspace,
    holder: inventHolder('desk'),
    vault: pool.vault,
    driver: through,
    readPoolSettings: () => Promise.resolve({ paceMs, concurrency: 8, deadlineMs: 20_000 }),
    pace: createPace(),
    events: createAccountEvents(),
  });
}

const idAt = (index: number): AccountId => accountIdSchema.parse(ids[index]);
const userAt = (index: number): string => sandbox.accounts[index]?.userId ?? '';
const read = () => reader.readChannel('tea_daily', purpose);
const newestUsage = async (index: number) =>
  (await listUsage(pool.cache, { id: idAt(index), before: null, limit: 1 })).rows[0];

async function standingOf(index: number): Promise<string | undefined> {
  const { rows } = await pool.workspace.database.execute<{ standing: string }>(
    sql`select standing from accounts where id = ${idAt(index)}`,
  );
  return rows[0]?.standing;
}

describe('reading through the pool', () => {
  it('takes turns, least recently used first, and writes down what for', async () => {
    const used = [];
    for (let turn = 0; turn < 4; turn += 1) used.push(await read());
    expect(used.map((each) => each.kind === 'read' && each.accountId)).toEqual([...ids, ids[0]]);
    expect(await newestUsage(0)).toMatchObject({ kind: 'read_channel', outcome: 'done', ...purpose });
    expect((await pool.workspace.database.execute(sql`select from account_leases`)).rows).toEqual([]);
  });

  it('passes over accounts that are in use, told to wait, or known not to work', async () => {
    await acquireLease(pool.workspace, inventHolder('other'), idAt(0), 60_000);
    await pool.workspace.database.execute(
      sql`update accounts set standing = 'limited' where id = ${idAt(1)}`,
    );
    expect(await read()).toMatchObject({ kind: 'read', accountId: ids[2] });
    await acquireLease(pool.workspace, inventHolder('other'), idAt(2), 60_000);
    expect(await read()).toEqual({ kind: 'no_account', reason: 'all_in_use' });
    await pool.workspace.database.execute(sql`update accounts set standing = 'banned'`);
    expect(await read()).toEqual({ kind: 'no_account', reason: 'none_healthy' });
    expect(await readerWith(null).readChannel('tea_daily', purpose)).toEqual({
      kind: 'no_account',
      reason: 'telegram_not_configured',
    });
  });

  it('goes on with another account when one turns out not to work, and marks that one', async () => {
    await sandbox.setScript(userAt(0), { kind: 'banned' });
    await sandbox.setScript(userAt(1), { kind: 'flood-wait', seconds: 90 });
    expect(await read()).toMatchObject({ kind: 'read', accountId: ids[2] });
    expect(await standingOf(0)).toBe('banned');
    expect(await standingOf(1)).toBe('flood_wait');
    expect(await newestUsage(0)).toMatchObject({ outcome: 'banned', errorCode: 'USER_DEACTIVATED_BAN' });
    await sandbox.setScript(userAt(2), { kind: 'banned' });
    const waiting = await read();
    if (waiting.kind !== 'flood_wait') throw new Error(`not told to wait: ${waiting.kind}`);
    expect(waiting.until).toBeGreaterThan(Date.now() + 30_000);
    // Once the wait is over it reads again.
    await sandbox.setScript(userAt(1), { kind: 'active' });
    await pool.workspace.database.execute(
      sql`update accounts set flood_wait_until = now() - interval '1 second' where id = ${idAt(1)}`,
    );
    expect(await read()).toMatchObject({ kind: 'read', accountId: ids[1] });
  });

  it('says so when every account it tried has failed', async () => {
    for (const index of [0, 1, 2]) await sandbox.setScript(userAt(index), { kind: 'banned' });
    expect(await read()).toEqual({ kind: 'no_account', reason: 'all_failed' });
  });

  it('tells what is about the channel, and holds it against no account', async () => {
    await sandbox.setNames([
      { kind: 'user', username: 'somebody', id: '5', firstName: 'Some' },
      { kind: 'group', username: 'some_group', id: '6', title: 'Group' },
      { kind: 'channel', username: 'closed_one', id: '7', title: 'Closed', isPrivate: true },
    ]);
    expect(await reader.readChannel('somebody', purpose)).toEqual({ kind: 'not_a_channel', found: 'user' });
    expect(await reader.readChannel('some_group', purpose)).toEqual({
      kind: 'not_a_channel',
      found: 'group',
    });
    expect(await reader.readChannel('closed_one', purpose)).toEqual({ kind: 'private' });
    expect(await reader.readChannel('nobody_there', purpose)).toEqual({ kind: 'not_found' });
    expect(await newestUsage(0)).toMatchObject({ outcome: 'refused', errorCode: 'USERNAME_NOT_OCCUPIED' });
    expect(await reader.readPost({ username: 'tea_daily', telegramId: '99', messageId: 1 }, purpose)).toEqual(
      { kind: 'other_channel' },
    );
    for (const index of [0, 1, 2]) expect(await standingOf(index)).toBe('active');
  });

  it('calls the network by its name, and lets the next one try', async () => {
    const script = { kind: 'error', code: 500, message: 'INTERNAL', times: 1 } as const;
    await sandbox.setMethodScript(userAt(0), 'contacts.ResolveUsername', script);
    expect(await read()).toEqual({ kind: 'unreachable', errorCode: 'INTERNAL' });
    expect(await standingOf(0)).toBe('active');
    expect(await read()).toMatchObject({ kind: 'read', accountId: ids[1] });
  });

  it('reads on for many at once, each with an account of its own', async () => {
    const results = await Promise.all([read(), read(), read()]);
    expect(results.map(({ kind }) => kind)).toEqual(['read', 'read', 'read']);
    expect(new Set(results.map((each) => each.kind === 'read' && each.accountId)).size).toBe(3);
  });
});
