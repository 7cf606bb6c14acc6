import type { Queryer } from './queryer.ts';

/** A cache that was not brought up to date for so long is built anew. */
const keptDays = 30;

/** Bounded, so that nobody waits long for it. */
const atOnce = 10_000;

/**
 * Removes the oldest tombstones, some at a time, and writes down from which transaction on they are complete: a cache that is
 * older has missed removals and is built anew. Returns whether there may be more.
 */
export async function purgeTombstones(client: Queryer): Promise<boolean> {
  const { rows } = await client.query<{ purged: number }>(
    `with gone as (
        delete from sync_tombstones where ctid = any (array(
          select ctid from sync_tombstones where buried_at < now() - interval '${keptDays} days'
            order by buried_at limit ${atOnce}
        )) returning changed_xid
      ), moved as (
        update sync_epoch set purged_before = newest.following
          from (
            select (changed_xid::text::numeric + 1)::text::xid8 as following
              from gone order by changed_xid desc limit 1
          ) as newest
          where purged_before < newest.following
      )
      select count(*)::int as purged from gone`,
  );
  return (rows[0]?.purged ?? 0) === atOnce;
}
