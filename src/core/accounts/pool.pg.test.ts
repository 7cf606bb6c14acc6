import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accountFilterSchema, accountSortColumns } from '#contract/accounts.ts';
import { type AccountId, accountIdSchema } from '#contract/ids.ts';
import { encodeSession, decodeSession } from '../telegram/session-string.ts';
import { addAccount } from './commands/add-account.ts';
import { purgeRemovedSessions, removeAccounts, restoreAccounts } from './commands/remove-accounts.ts';
import { getAccount } from './queries/get-account.ts';
import { listAccounts } from './queries/list-accounts.ts';
import { listLabels } from './queries/list-labels.ts';
import { poolStatistics } from './queries/pool-statistics.ts';
import { createTestPool, inventSession, type TestPool } from './testing/test-pool.ts';

let pool: TestPool;
beforeAll(async () => {
  pool = await createTestPool();
});
afterAll(() => pool.testDatabase.drop());

const byId = { column: 'id', descending: false } as const;
const filter = (part: object) => accountFilterSchema.parse(part);
const only = (id: AccountId) => ({ removedBy: 'Ann', selection: { kind: 'ids' as const, ids: [id] } });

describe('adding an account', () => {
  it('keeps the session encrypted: its key is nowhere in the database', async () => {
    const session = inventSession();
    const id = await pool.add(session);
    const { authKey } = decodeSession(session);
    const { rows } = await pool.workspace.database.execute<{ dump: string }>(sql`
      select coalesce(string_agg(row::text, ''), '') as dump from (
        select account::text || coalesce(session::text, '') as row from accounts account
        left join account_sessions session on session.account_id = account.id) as everything`);
    expect(rows[0]?.dump).toContain(String(id));
    expect(rows[0]?.dump).not.toContain(session);
    expect(rows[0]?.dump).not.toContain(authKey.toString('hex'));
  });

  it('raises ACCOUNT_ALREADY_ADDED for the same session in another form, and names the account', async () => {
    const session = inventSession();
    const id = await pool.add(session);
    const elsewhere = encodeSession({ ...decodeSession(session), address: '10.0.0.1', port: 80 });
    await expect(pool.add(elsewhere)).rejects.toMatchObject({
      code: 'ACCOUNT_ALREADY_ADDED',
      details: { id },
    });
  });

  it('recognises it also when two consoles add it at the same instant', async () => {
    const session = inventSession();
    const attempts = await Promise.allSettled(Array.from({ length: 6 }, () => pool.add(session)));
    expect(attempts.filter((attempt) => attempt.status === 'fulfilled')).toHaveLength(1);
  });

  it('raises SESSION_MALFORMED and adds nothing', async () => {
    const before = await poolStatistics(pool.cache);
    for (const session of ['nonsense', '1', '\u0000', '1'.repeat(353), inventSession().slice(0, -8)]) {
      // It throws before it reaches the database, so wrap it to see a rejection either way.
      const adding = (async () =>
        addAccount(pool.workspace, pool.vault, { session, displayName: '', labels: [] }))();
      await expect(adding).rejects.toMatchObject({ code: 'SESSION_MALFORMED' });
    }
    expect(await poolStatistics(pool.cache)).toEqual(before);
  });
});

describe('removing accounts', () => {
  it('can be undone as long as the session exists', async () => {
    const id = await pool.add();
    const { removed, removalId } = await removeAccounts(pool.workspace, only(id));
    expect(removed).toBe(1);
    await expect(getAccount(pool.cache, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await restoreAccounts(pool.workspace, 'Ann', removalId)).toEqual({ restored: 1 });
    expect(await getAccount(pool.cache, id)).toMatchObject({ id });
  });

  it('destroys the session a minute later, and then cannot be undone', async () => {
    const id = await pool.add();
    const { removalId } = await removeAccounts(pool.workspace, only(id));
    expect(await purgeRemovedSessions(pool.workspace)).toBe(0);
    await pool.workspace.database.execute(
      sql`update accounts set removed_at = now() - interval '61 seconds' where id = ${id}`,
    );
    expect(await purgeRemovedSessions(pool.workspace)).toBe(1);
    expect(await restoreAccounts(pool.workspace, 'Ann', removalId)).toEqual({ restored: 0 });
  });

  it('brings an account back that is added again meanwhile', async () => {
    const session = inventSession();
    const id = await pool.add(session);
    await removeAccounts(pool.workspace, only(id));
    expect(await pool.add(session)).toBe(id);
  });

  it('raises NOT_FOUND for an account that never was', async () => {
    await expect(getAccount(pool.cache, accountIdSchema.parse(987_654))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('the list', () => {
  let own: TestPool;
  beforeAll(async () => {
    own = await createTestPool();
    await own.workspace.database.execute(sql`
      insert into accounts (workspace_id, display_name, phone, username, standing, joined_channels, labels, health,
        last_checked_at)
      select ${own.workspace.id}, 'Account ' || n, '+99966' || lpad(n::text, 6, '0'), 'name_' || n,
        (array['active', 'active', 'banned', 'limited', 'unchecked'])[1 + n % 5],
        case when n % 7 = 0 then 500 end, case when n % 3 = 0 then array['desk'] else '{}' end,
        case when n % 5 <> 4 then n % 101 end, case when n % 5 <> 4 then now() - n * interval '1 minute' end
      from generate_series(1, 1200) n`);
    await own.workspace.database.execute(
      sql`update accounts set display_name = 'Ünïcode 100% _under' where username = 'name_77'`,
    );
  });
  afterAll(() => own.testDatabase.drop());

  const list = (part: object, rest: object = {}) =>
    listAccounts(own.cache, { filter: filter(part), sort: byId, offset: 0, limit: 500, ...rest });

  it.each(accountSortColumns)(
    'pages by %s in both directions without losing or repeating a row',
    async (column) => {
      for (const descending of [false, true]) {
        const seen = new Set<number>();
        for (let offset = 0; offset < 1200; offset += 400) {
          const page = await list({}, { sort: { column, descending }, offset, limit: 400 });
          expect(page.total).toBe(1200);
          for (const row of page.rows) seen.add(row.id);
        }
        expect(seen.size).toBe(1200);
      }
    },
  );

  it('puts unknown values last in both directions', async () => {
    for (const descending of [false, true]) {
      const { rows } = await list({}, { sort: { column: 'health', descending }, offset: 1190, limit: 10 });
      expect(rows.every((row) => row.health === null)).toBe(true);
    }
  });

  it('searches names, phones, user names, labels and IDs; what looks like a pattern is text', async () => {
    expect((await list({ search: 'account 12' })).total).toBeGreaterThan(10);
    expect((await list({ search: '@NAME_77' })).total).toBeGreaterThan(0);
    expect((await list({ search: '+99966000012' })).rows.map((row) => row.username)).toContain('name_12');
    expect((await list({ search: 'desk' })).total).toBe(400);
    expect((await list({ search: '100%' })).rows.map((row) => row.username)).toEqual(['name_77']);
    expect((await list({ search: '%' })).total).toBe(1);
    expect((await list({ search: 'ünïCODE' })).total).toBe(1);
    expect((await list({ search: `'; drop table accounts; --` })).total).toBe(0);
    expect((await list({ search: '99999999999999' })).total).toBe(0);
  });

  it('filters by standing, label and full, together', async () => {
    const { rows } = await list({ standings: ['banned', 'limited'], labels: ['desk'], full: true });
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(['banned', 'limited']).toContain(row.standing);
      expect(row.labels).toEqual(['desk']);
      expect(row.joinedChannels).toBe(500);
    }
  });

  it('agrees with the statistics and the labels', async () => {
    const statistics = await poolStatistics(own.cache);
    expect(statistics.total).toBe(1200);
    for (const [standing, expected] of Object.entries(statistics.byStanding)) {
      expect((await list({ standings: [standing] })).total).toBe(expected);
    }
    expect((await list({ full: true })).total).toBe(statistics.full);
    expect(statistics.neverChecked).toBe(240);
    expect(await listLabels(own.cache)).toEqual(['desk']);
  });
});
