import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  cachedThings,
  createSyncFixture,
  postgresThings,
  type SyncFixture,
  untilCurrent,
  untilStatus,
} from './testing/things.ts';
import type { SyncEngine } from './sync-engine.ts';

let fixture: SyncFixture;
let engine: SyncEngine;

beforeAll(async () => {
  fixture = await createSyncFixture();
  engine = fixture.start();
  await untilCurrent(engine);
});

afterAll(() => fixture.close());

async function expectEqual(): Promise<void> {
  expect(await engine.cache.caughtUp(10_000)).toBe(true);
  expect(await cachedThings(engine)).toEqual(await postgresThings(fixture));
}

function put(id: number, amount: string | number, more: Record<string, unknown> = {}) {
  const row: Record<string, unknown> = { workspace_id: fixture.workspaceId, id, amount, ...more };
  const names = Object.keys(row);
  return fixture.pool.query(
    `insert into things (${names.join(', ')}) values (${names.map((_, at) => `$${at + 1}`).join(', ')})`,
    Object.values(row),
  );
}

describe('the cache', () => {
  beforeEach(async () => {
    await fixture.pool.query('delete from things');
  });

  it('keeps every kind of value exactly', async () => {
    await put(1, '9223372036854775807', {
      name: 'Ünï‑ćode 🚀 مرحبا "quoted"',
      is_good: true,
      at: '2026-03-29T01:30:00.123Z',
      document: JSON.stringify({ nested: [1, 2.5, null, 'x'] }),
      labels: ['a', 'b "c"', ''],
      owner: randomUUID(),
    });
    await put(2, '-9223372036854775808', {
      name: '',
      is_good: false,
      at: '1969-12-31T23:59:59.999Z',
      labels: [],
    });
    await put(3, '9007199254740993');
    await expectEqual();
  });

  it('follows updates, deletes, changed keys, and rows that come back', async () => {
    for (const id of [1, 2, 3]) await put(id, id);
    await fixture.pool.query('update things set amount = 20 where id = 2');
    await fixture.pool.query('delete from things where id = 1');
    await fixture.pool.query('update things set id = 30 where id = 3');
    await expectEqual();
    await fixture.pool.query('begin; delete from things where id = 2; commit');
    await put(2, 22);
    await put(1, 11);
    await expectEqual();
  });

  it('sees nothing of what was rolled back, in whole or to a savepoint', async () => {
    await fixture.pool.query(
      `begin; insert into things (workspace_id, id, amount) values ('${fixture.workspaceId}', 1, 1); rollback`,
    );
    await fixture.pool.query(
      `begin; insert into things (workspace_id, id, amount) values ('${fixture.workspaceId}', 2, 2);
       savepoint half; insert into things (workspace_id, id, amount) values ('${fixture.workspaceId}', 3, 3);
       rollback to half; insert into things (workspace_id, id, amount) values ('${fixture.workspaceId}', 4, 4); commit`,
    );
    await expectEqual();
    expect(await postgresThings(fixture)).toHaveLength(2);
  });

  it('takes a transaction over when it commits, however old it is, and is not held up by it', async () => {
    const slow = await fixture.pool.connect();
    await slow.query('begin');
    await slow.query('insert into things (workspace_id, id, amount) values ($1, 1, 1)', [
      fixture.workspaceId,
    ]);
    await put(2, 2);
    await expectEqual();
    expect(await cachedThings(engine)).toHaveLength(1);
    await slow.query('commit');
    slow.release();
    await expectEqual();
    expect(await cachedThings(engine)).toHaveLength(2);
  });

  it('tells who has written and does not end', { timeout: 30_000 }, async () => {
    const slow = await fixture.pool.connect();
    await slow.query(`set application_name = 'a forgotten script'`);
    await slow.query('begin');
    await slow.query('insert into things (workspace_id, id, amount) values ($1, 1, 1)', [
      fixture.workspaceId,
    ]);
    const { heldBackBy } = await untilStatus(engine, (status) => status.heldBackBy !== null);
    expect(heldBackBy).toMatchObject({ applicationName: 'a forgotten script' });
    await slow.query('rollback');
    slow.release();
    await untilStatus(engine, (status) => status.heldBackBy === null);
  });

  it('is heard of with the names of the tables that changed', async () => {
    await engine.cache.caughtUp(10_000);
    const before = engine.cache.version;
    const heard = new Promise<ReadonlySet<string>>((resolve) => {
      const stop = engine.cache.onChange((tables) => {
        stop();
        resolve(tables);
      });
    });
    await put(1, 1);
    expect([...(await heard)]).toEqual(['things']);
    expect(engine.cache.version).toBeGreaterThan(before);
  });

  it('answers several questions from one state', async () => {
    await put(1, 1);
    await engine.cache.caughtUp(10_000);
    const count = { sql: sql`select count(*) as n from things`, row: z.object({ n: z.int() }) };
    const [first, second] = await engine.cache.together<[{ n: number }, { n: number }]>([count, count]);
    expect(first).toEqual(second);
  });

  it('says that a question is wrong, and goes on', async () => {
    await expect(engine.cache.rows(sql`select colour from things`, z.unknown())).rejects.toThrow(
      /no such column/,
    );
    await expectEqual();
  });
});

describe('a comparison with the database', () => {
  it('finds nothing in a cache that is right', async () => {
    await put(100, 1);
    const result = await engine.verify();
    expect(result.differences).toEqual([]);
    expect(result.rows).toBeGreaterThan(0);
  });
});

describe('building anew', () => {
  it('happens after a TRUNCATE, which leaves no traces of single rows', async () => {
    await put(200, 1);
    await expectEqual();
    // Asked before: it may be over by the time that Postgres has answered.
    const building = untilStatus(engine, ({ state }) => state === 'building');
    await fixture.pool.query('truncate things');
    await building;
    await untilCurrent(engine);
    await expectEqual();
  });

  it('happens when the time zone changes, and the old cache is read meanwhile', async () => {
    await put(300, 1);
    await expectEqual();
    const building = untilStatus(engine, ({ state }) => state === 'building');
    await fixture.pool.query(`update workspaces set time_zone = 'Asia/Kolkata'`);
    expect(await building).toMatchObject({ reason: 'time-zone', readable: true });
    expect(await cachedThings(engine)).toHaveLength(1);
    await untilCurrent(engine);
    await expectEqual();
  });

  it('starts from nothing when the cache is deleted, and says so to whoever asks meanwhile', async () => {
    // The table is held, so that the new cache cannot be there before it was asked for.
    const holder = await fixture.pool.connect();
    try {
      await holder.query('begin');
      await holder.query('lock table things in access exclusive mode');
      const unreadable = untilStatus(engine, ({ readable }) => !readable);
      await engine.rebuild({ deleteFirst: true });
      await unreadable;
      await expect(cachedThings(engine)).rejects.toMatchObject({ code: 'CACHE_NOT_READY' });
    } finally {
      // With its connection goes the lock.
      holder.release(true);
    }
    await untilCurrent(engine);
    await expectEqual();
  });
});
