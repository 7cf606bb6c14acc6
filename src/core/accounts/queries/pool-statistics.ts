import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type PoolStatistics, standingCountsSchema, standings, standingSchema } from '#contract/accounts.ts';
import type { CacheReads } from '../../cache/cache.ts';

const rowSchema = z.object({
  standing: standingSchema,
  accounts: z.int(),
  full: z.int(),
  neverChecked: z.int(),
});

/** The pool in numbers. Every standing is there, with 0 when no account has it. */
export async function poolStatistics(cache: CacheReads): Promise<PoolStatistics> {
  const rows = await cache.rows(
    sql`select standing, count(*) as accounts, sum(full) as full, sum(last_checked_at is null) as "neverChecked"
      from accounts where removed_at is null group by standing`,
    rowSchema,
  );
  const byStanding = standingCountsSchema.parse(
    Object.fromEntries(
      standings.map((standing) => [standing, rows.find((row) => row.standing === standing)?.accounts ?? 0]),
    ),
  );
  const sum = (pick: (row: (typeof rows)[number]) => number) =>
    rows.reduce((total, row) => total + pick(row), 0);
  return {
    total: sum((row) => row.accounts),
    byStanding,
    full: sum((row) => row.full),
    neverChecked: sum((row) => row.neverChecked),
  };
}
