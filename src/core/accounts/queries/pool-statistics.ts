import { and, count, eq, isNull, sql } from 'drizzle-orm';
import { type PoolStatistics, standingCountsSchema, standings } from '#contract/accounts.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { accounts } from '../schema.ts';

/** The pool in numbers. Every standing is there, with 0 when no account has it. */
export async function poolStatistics(workspace: Workspace): Promise<PoolStatistics> {
  const rows = await workspace.database
    .select({
      standing: accounts.standing,
      accounts: count(),
      full: sql`count(*) filter (where ${accounts.full})`.mapWith(Number),
      neverChecked: sql`count(*) filter (where ${accounts.lastCheckedAt} is null)`.mapWith(Number),
    })
    .from(accounts)
    .where(and(eq(accounts.workspaceId, workspace.id), isNull(accounts.removedAt)))
    .groupBy(accounts.standing);
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
