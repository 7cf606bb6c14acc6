import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { createTestPool, type TestPool } from '#core/accounts/testing/test-pool.ts';
import { saveSettingsSection } from '#core/settings/commands/save-settings-section.ts';
import { type Sandbox, startSandbox } from '#sandbox/start-sandbox.ts';
import { startHostProcess } from '../../tests/setup/start-host.ts';

const orders = 28;
/** Post 3 is edited, 4 is not there, 5 has no link; the channel of 6 is private, that of 7 vanished. */
const ordered = (number: number) => `Bread number ${number}, fresh every morning`;
const channelId = (number: number) => String(1_700_000_000 + number);
/** What is found of the n-th post, in cycles of seven. */
const expected = ['channel_vanished', 'up', 'up', 'edited', 'missing', 'up', 'private'] as const;

const cleanUp: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of cleanUp.splice(0).toReversed()) await close();
});

function startHost(pool: TestPool, sandbox: Sandbox) {
  const host = startHostProcess({
    databaseUrl: pool.testDatabase.url,
    workspaceKey: path.join(pool.dataDir, 'workspace.key'),
    server: sandbox,
  });
  cleanUp.push(async () => {
    if (host.child.exitCode !== null || host.child.signalCode !== null) return;
    host.child.kill('SIGKILL');
    await host.exited;
  });
  return host;
}

/** An order in a channel of its own for each post, published an hour ago; nothing of it is due before `letBegin`. */
async function publishOrders({ testDatabase: { pool } }: TestPool): Promise<void> {
  await pool.query(`insert into customers (workspace_id, id, role, name)
    select id, 1, 'advertiser', 'Ada' from workspaces union all select id, 2, 'editor', 'Eve' from workspaces`);
  await pool.query(`insert into channels (workspace_id, id, owner_id, state, decided_at, category, username, title, telegram_id)
    select id, n, 2, 'approved', now(), 'news', 'bakery_' || n, 'Bakery ' || n, 1700000000 + n from workspaces, generate_series(1, ${orders}) n`);
  await pool.query(`insert into listings (workspace_id, id, channel_id, price_micros, duration_hours, format, state, currency)
    select id, n, n, 40000000, 24, 'post', 'active', 'USD' from workspaces, generate_series(1, ${orders}) n`);
  await pool.query(`with made as (
      insert into orders (workspace_id, advertiser_id, editor_id, channel_id, listing_id, price_micros, commission_micros,
        duration_hours, status, category, format, currency, created_at, submitted_at, confirmed_at, published_at, expires_at,
        post_text, message_id)
      select id, 1, 2, n, n, 40000000, 6000000, 24, 'published', 'news', 'post', 'USD', now() - interval '4 hours',
        now() - interval '3 hours', now() - interval '2 hours', now() - interval '1 hour', now() + interval '23 hours',
        'Bread number ' || n || ', fresh every morning', case when n % 7 = 5 then null else 7 end
      from workspaces, generate_series(1, ${orders}) n returning workspace_id, id)
    insert into placements (workspace_id, order_id, due_at) select workspace_id, id, null from made`);
}

async function publishPosts(sandbox: Sandbox): Promise<void> {
  const hourAgo = Math.floor(Date.now() / 1_000) - 3_600;
  for (let number = 1; number <= orders; number += 1) {
    const kind = expected[number % 7];
    if (kind === 'channel_vanished') continue;
    await sandbox.setNames([
      {
        kind: 'channel',
        username: `bakery_${number}`,
        id: channelId(number),
        title: `Bakery ${number}`,
        isPrivate: kind === 'private',
      },
    ]);
    const post = {
      id: 7,
      date: hourAgo,
      text: ordered(number),
      views: 900,
      forwards: 3,
      editedAt: kind === 'edited' ? hourAgo + 60 : null,
    };
    const other = { ...post, id: 6, text: 'Good morning, dear readers of this channel' };
    await sandbox.setPosts(channelId(number), kind === 'missing' ? [other] : [other, post]);
  }
}

it('two hosts look at posts, and one is killed in the middle: each look is recorded once, and none is lost', async () => {
  const pool = await createTestPool();
  cleanUp.push(() => pool.testDatabase.drop());
  const sandbox = await startSandbox({ count: 12, latency: { least: 60, most: 160 } });
  cleanUp.push(() => sandbox.stop());
  for (const { session } of sandbox.accounts) {
    const id = await pool.add(session);
    await pool.testDatabase.pool.query(`update accounts set standing = 'active' where id = $1`, [id]);
  }
  await saveSettingsSection(pool.workspace, 'accountChecks', {
    paceMs: 0,
    concurrency: 4,
    deadlineMs: 12_000,
  });
  await publishOrders(pool);
  await publishPosts(sandbox);
  const query = async (text: string) => (await pool.testDatabase.pool.query<{ n: string }>(text)).rows;
  const count = async (from: string) => Number((await query(`select count(*) as n from ${from}`))[0]?.n);

  const killed = startHost(pool, sandbox);
  const steady = startHost(pool, sandbox);
  await Promise.all([killed.ready, steady.ready]);
  await query('update placements set due_at = now()');
  while ((await count('placement_checks')) < 8) await sleep(10);
  killed.child.kill('SIGKILL');
  await killed.exited;

  // The steady host does what is free; what the other held is free when its claims have run out: two minutes pass at once.
  while (
    (await count('placements where due_at <= now() and (claimed_until is null or claimed_until < now())')) > 0
  )
    await sleep(50);
  await sleep(1_500);
  await query(
    `update placements set claimed_until = now() - interval '1 second' where claimed_until > now()`,
  );
  while ((await count('placements where due_at <= now()')) > 0) await sleep(50);

  expect(await count('placement_checks')).toBe(orders);
  expect(await count('(select from placement_checks group by order_id having count(*) > 1) twice')).toBe(0);
  expect(await count('placements where checks <> 1 or claim is not null')).toBe(0);
  const { rows } = await pool.testDatabase.pool.query<{
    listing: string;
    outcome: string;
    post: number | null;
  }>(
    `select o.listing_id::text as listing, p.outcome, o.message_id as post
     from placement_checks p join orders o using (workspace_id) where o.id = p.order_id`,
  );
  for (const { listing, outcome } of rows)
    expect(`${listing}: ${outcome}`).toBe(`${listing}: ${expected[Number(listing) % 7]}`);
  // Found by its text where no link was given.
  for (const { post, outcome } of rows) if (outcome === 'up') expect(post).toBe(7);
  // What changed is one row of the timeline and one version each, whoever looked.
  expect(await count('order_events')).toBe(
    await count(`placement_checks where outcome not in ('private', 'unreachable')`),
  );
  expect(await count(`order_events where reason like '%found by its text as post 7%'`)).toBe(orders / 7);
  const used = Object.values((await sandbox.counts()).accounts);
  expect(Math.max(...used.map(({ mostAtOnce }) => mostAtOnce))).toBe(1);
}, 120_000);
