import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { StandingPeriod } from '#contract/account-details.ts';
import { type Standing, standings, standingSchema } from '#contract/accounts.ts';
import type { AccountId } from '#contract/ids.ts';
import { instant, instantSchema } from '#contract/time.ts';
import type { CacheReads } from '../../cache/cache.ts';
import { requireInCachedPool } from './require-in-cached-pool.ts';

/** More changes than anybody can tell apart in a drawing; older ones are left out. */
const changesShown = 200;

const changeSchema = z.object({ at: instantSchema, standing: standingSchema, reason: z.string().nullable() });

/**
 * How the account stood since it was added, oldest first: derived from its checks and from the operations that said something
 * of it. What was only about the network is no change. @throws OpsdeckError NOT_FOUND
 */
export async function standingHistory(cache: CacheReads, id: AccountId): Promise<StandingPeriod[]> {
  const { addedAt } = await requireInCachedPool(cache, id);
  const changes = await cache.rows(
    sql`with seen as (
        select checked_at as at, standing_after as standing, error_code as reason from account_checks
        where account_id = ${id} and outcome <> 'unreachable'
        union all
        select at, outcome, error_code from account_usage
        where account_id = ${id} and outcome in (select value from json_each(${JSON.stringify(standings)}))
      ), compared as (
        select *, lag(standing) over (order by at) as before from seen
      )
      select at, standing, reason from compared where standing is not before
      order by at desc limit ${changesShown}`,
    changeSchema,
  );
  return toPeriods(addedAt, changes.toReversed(), changes.length < changesShown);
}

type Change = { readonly at: number; readonly standing: Standing; readonly reason: string | null };

/** Changes, oldest first, as periods without gaps. When they are all there are, the time before them was never checked. */
export function toPeriods(addedAt: number, changes: readonly Change[], complete: boolean): StandingPeriod[] {
  const first = changes[0];
  const known: readonly Change[] =
    complete && (first === undefined || first.at > addedAt)
      ? [{ at: addedAt, standing: 'unchecked', reason: null }, ...changes]
      : changes;
  return known.map(({ at, standing, reason }, index) => {
    const next = known[index + 1];
    return { standing, reason, from: instant(at), until: next === undefined ? null : instant(next.at) };
  });
}
