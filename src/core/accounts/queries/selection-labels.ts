import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { AccountSelection } from '#contract/accounts.ts';
import type { CacheReads } from '../../cache/cache.ts';
import { cachedSelection } from '../matching-in-cache.ts';

/** The labels of the selected accounts with how many of them have each, the most frequent first. */
export function selectionLabels(
  cache: CacheReads,
  selection: AccountSelection,
): Promise<{ label: string; accounts: number }[]> {
  return cache.rows(
    sql`select value as label, sum(same) as accounts
      from (select labels, count(*) as same from accounts where ${cachedSelection(selection)} group by labels) as sets,
        json_each(sets.labels)
      group by value order by accounts desc, label limit 500`,
    z.object({ label: z.string(), accounts: z.int() }),
  );
}
