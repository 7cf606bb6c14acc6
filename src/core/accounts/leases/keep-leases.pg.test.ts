import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AccountId } from '#contract/ids.ts';
import { createTestPool, inventHolder, type TestPool } from '../testing/test-pool.ts';
import { acquireLease } from './acquire-lease.ts';
import { createLeaseKeeper, type LeaseKeeper } from './keep-leases.ts';
import { connectedUntil, type Lease } from './lease.ts';

/** Longer than the margin before the end, with many heartbeats. */
const times = { leaseMs: 6_000, beatMs: 50 };

let pool: TestPool;
let keeper: LeaseKeeper;
let id: AccountId;
beforeEach(async () => {
  pool = await createTestPool();
  id = await pool.add();
  keeper = createLeaseKeeper(pool.workspace, { times });
});
afterEach(async () => {
  keeper.stop();
  await pool.testDatabase.drop();
});

async function lease(): Promise<Lease> {
  const acquired = await acquireLease(pool.workspace, inventHolder(), id, times.leaseMs);
  if (acquired.kind !== 'acquired') throw new Error('the lease was not given');
  return acquired.lease;
}

/** Milliseconds that the database gives the lease from now. */
async function left(): Promise<number> {
  const { rows } = await pool.workspace.database.execute<{ ms: string }>(
    sql`select extract(epoch from expires_at - now()) * 1000 as ms from account_leases`,
  );
  return Number(rows[0]?.ms);
}

const shorten = () =>
  pool.workspace.database.execute(sql`update account_leases set expires_at = now() + interval '1 second'`);

const expire = () =>
  pool.workspace.database.execute(sql`update account_leases set expires_at = now() - interval '1 second'`);

describe('a lease that is kept', () => {
  it('is prolonged again and again, and whoever is connected under it hears of that', async () => {
    const given = await lease();
    const kept = keeper.keep(given);
    const ends: number[] = [kept.until];
    kept.onChange(() => ends.push(kept.until));
    await shorten();
    await expect.poll(() => ends.length, { timeout: 20_000 }).toBeGreaterThan(3);
    expect(ends).toEqual(ends.toSorted((one, other) => one - other));
    expect(kept.lease.fence).toBe(given.fence);
    expect(await left()).toBeGreaterThan(times.leaseMs / 2);
    // Never believed to last longer than the database says.
    kept.end();
    const granted = await left();
    expect(kept.lease.validUntil - performance.now()).toBeLessThanOrEqual(granted);
  });

  it('is not prolonged beyond the deadline of its operation, nor after its end', async () => {
    const kept = keeper.keep(await lease());
    kept.begin(150);
    await sleep(300);
    await shorten();
    await sleep(300);
    expect(await left()).toBeLessThan(1_000);

    await expire();
    const next = keeper.keep(await lease());
    next.end();
    await shorten();
    await sleep(300);
    expect(await left()).toBeLessThan(1_000);
  });

  it('is over at once when another host has it', async () => {
    const kept = keeper.keep(await lease());
    expect(kept.isOver()).toBe(false);
    await pool.workspace.database.execute(sql`update account_leases set fence = fence + 1`);
    await expect.poll(() => kept.isOver(), { timeout: 20_000 }).toBe(true);
  });

  it('ends for its holder before it ends for the others when the database is away', async () => {
    const kept = keeper.keep(await lease());
    await pool.workspace.database.execute(sql`alter table account_leases rename to away`);
    await sleep(150);
    const before = kept.until;
    await sleep(300);
    expect(kept.until).toBe(before);
    expect(before).toBe(connectedUntil(kept.lease));
    await pool.workspace.database.execute(sql`alter table away rename to account_leases`);
    expect(await left()).toBeGreaterThan(before - performance.now() + 3_000);
    await expect.poll(() => kept.until, { timeout: 20_000 }).toBeGreaterThan(before);
  });
});
