import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { sql } from 'drizzle-orm';
import { bankDefinition, cachedBank, openBank, postgresBank } from './testing/bank.ts';
import { createSyncFixture, type SyncFixture, untilCurrent } from './testing/things.ts';
import type { SyncEngine } from './sync-engine.ts';
import { purgeTombstones } from './purge-tombstones.ts';

let fixture: SyncFixture;

beforeAll(async () => {
  fixture = await createSyncFixture();
  await openBank(fixture.pool, fixture.workspaceId, 100);
});

afterAll(() => fixture.close());

/**
 * Until every transaction that is open now has ended, those of other tests included: a cache that is built beside one from before
 * a purge cannot be told from one that has missed what was purged, and is built again.
 */
async function untilTheOpenOnesHaveEnded(): Promise<void> {
  const { rows } = await fixture.pool.query<{ next: string }>(
    'select pg_snapshot_xmax(pg_current_snapshot())::text as next',
  );
  const haveEnded = async () => {
    const answer = await fixture.pool.query<{ ended: boolean }>(
      'select pg_snapshot_xmin(pg_current_snapshot()) >= $1::xid8 as ended',
      [rows[0]?.next],
    );
    return answer.rows[0]?.ended;
  };
  await expect.poll(haveEnded, { timeout: 90_000 }).toBe(true);
}

/** Starts an engine on what the last one left, waits until it is current; returns why it built, each time it did. */
async function catchUp(): Promise<{ engine: SyncEngine; reasons: string[] }> {
  await untilTheOpenOnesHaveEnded();
  const reasons: string[] = [];
  const engine = fixture.start({ definition: bankDefinition(fixture.workspaceId), timings: { pollMs: 200 } });
  engine.onStatus(({ state, reason }) => {
    if (state === 'building' && reasons.at(-1) !== reason) reasons.push(reason ?? 'none');
  });
  await untilCurrent(engine);
  // A misfit is found with the first look, and mended with the next; while a cache is built the answer is no.
  const caughtUp = () => engine.cache.caughtUp(10_000);
  await expect.poll(caughtUp, { timeout: 20_000 }).toBe(true);
  await untilCurrent(engine);
  await expect.poll(caughtUp, { timeout: 20_000 }).toBe(true);
  expect(await cachedBank(engine.cache)).toEqual(await postgresBank(fixture.pool, fixture.workspaceId));
  return { engine, reasons };
}

async function tombstones(): Promise<number> {
  const { rows } = await fixture.pool.query<{ n: number }>('select count(*)::int as n from sync_tombstones');
  return rows[0]?.n ?? -1;
}

const addLine = (id: string) =>
  fixture.pool.query(`insert into bank_lines values ($1, $2, '2026-05-05T05:05:05.005Z', 1, 0)`, [
    fixture.workspaceId,
    id,
  ]);
const one = '00000000-0000-4000-8000-000000000001';
const three = '00000000-0000-4000-8000-000000000003';
const two = '00000000-0000-4000-8000-000000000002';

it('a cache that missed removals, because their tombstones were purged, is built anew; a fresh one is not', async () => {
  await addLine(one);
  await addLine(two);
  const first = await catchUp();
  expect(first.reasons).toEqual(['first']);
  await first.engine.close();

  // Nobody looks for more than 30 days.
  await fixture.pool.query('delete from bank_lines where id = $1', [one]);
  await fixture.pool.query(`update sync_tombstones set buried_at = now() - interval '31 days'`);
  await fixture.pool.query('delete from bank_lines where id = $1', [two]);
  expect(await purgeTombstones(fixture.pool)).toBe(false);
  expect(await tombstones()).toBe(1);

  const old = await catchUp();
  expect(old.reasons).toEqual(['restored']);
  await old.engine.close();
  const fresh = await catchUp();
  expect(fresh.reasons).toEqual([]);
  await fresh.engine.close();
  // What is purged twice moves nothing.
  const before = await fixture.pool.query('select purged_before from sync_epoch');
  await purgeTombstones(fixture.pool);
  expect((await fixture.pool.query('select purged_before from sync_epoch')).rows).toEqual(before.rows);
});

it('the engine itself purges', async () => {
  await addLine(three);
  await fixture.pool.query('delete from bank_lines where id = $1', [three]);
  await fixture.pool.query(`update sync_tombstones set buried_at = now() - interval '31 days'`);
  const { engine } = await catchUp();
  await expect.poll(tombstones, { timeout: 20_000 }).toBe(0);
  await engine.close();
});

it('an administrator can have all caches built anew', async () => {
  const { engine, reasons } = await catchUp();
  await fixture.pool.query('update sync_epoch set epoch = gen_random_uuid()');
  await expect.poll(() => reasons, { timeout: 20_000 }).toContain('restored');
  await untilCurrent(engine);
  await engine.close();
});

it('rows loaded from a dump of another cluster do not count as changed for ever, nor are its purges believed', async () => {
  const before = await catchUp();
  await before.engine.close();
  // As a dump brings them: with the transactions of a cluster that had seen more.
  await fixture.pool.query(`
    begin;
    set local session_replication_role = replica;
    update bank_lines set changed_xid = '9000000000';
    insert into sync_tombstones (workspace_id, table_name, key, changed_xid)
      values ('${fixture.workspaceId}', 'bank_lines', '["${two}", "2026-05-05T05:05:05.005+00:00"]', '9000000000');
    update sync_epoch set purged_before = '9000000000', epoch = gen_random_uuid();
    commit`);
  const { engine, reasons } = await catchUp();
  expect(reasons).toEqual(['restored']);
  const version = engine.cache.version;
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(engine.cache.version).toBe(version);
  expect(await tombstones()).toBe(0);
  const [facts] = await engine.cache.rows(
    sql`select count(*) as n from cache_facts where name = 'epoch'`,
    z.object({ n: z.int() }),
  );
  expect(facts?.n).toBe(1);
  await engine.close();
});

it('a cache that is ahead of the database, whose transactions start over, is built anew', async () => {
  const before = await catchUp();
  await before.engine.close();
  const { default: SqliteDatabase } = await import('better-sqlite3');
  const { CacheFiles } = await import('../cache/cache-files.ts');
  const file = new CacheFiles(fixture.folder).current() ?? '';
  const database = new SqliteDatabase(file);
  database.exec(`update cache_facts set value = '8000000000:8000000000:' where name = 'cursor'`);
  database.close();
  const { engine, reasons } = await catchUp();
  expect(reasons).toEqual(['restored']);
  await engine.close();
});
