import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type CheckRun, checkRunSchema, outcomeCountsSchema } from '#contract/account-checks.ts';
import { checkOutcomes, checkOutcomeSchema } from '#contract/accounts.ts';
import { OpsdeckError } from '#contract/errors.ts';
import { type CheckRunId, checkRunIdSchema } from '#contract/ids.ts';
import type { CacheReads } from '../../cache/cache.ts';

/** The newest runs, newest first, with their progress. */
export function listCheckRuns(cache: CacheReads, limit: number): Promise<CheckRun[]> {
  return selectRuns(cache, sql`select * from account_check_runs order by started_at desc limit ${limit}`);
}

/** The runs under way, newest first. */
export function listRunningCheckRuns(cache: CacheReads): Promise<CheckRun[]> {
  return selectRuns(
    cache,
    sql`select * from account_check_runs where state = 'running' order by started_at desc limit 20`,
  );
}

/** The run that ended last, if any ever did. */
export async function lastEndedCheckRun(cache: CacheReads): Promise<CheckRun | null> {
  const [run] = await selectRuns(
    cache,
    sql`select * from account_check_runs where finished_at is not null order by finished_at desc limit 1`,
  );
  return run ?? null;
}

/** @throws OpsdeckError NOT_FOUND */
export async function getCheckRun(cache: CacheReads, id: CheckRunId): Promise<CheckRun> {
  const [run] = await selectRuns(cache, sql`select * from account_check_runs where id = ${id}`);
  if (run === undefined) throw new OpsdeckError('NOT_FOUND', { what: 'This check' });
  return run;
}

const runRowSchema = checkRunSchema.pick({
  id: true,
  state: true,
  requestedBy: true,
  startedAt: true,
  finishedAt: true,
});

const countRowSchema = z.object({
  runId: checkRunIdSchema,
  outcome: checkOutcomeSchema.nullable(),
  changed: z.int(),
  items: z.int(),
  leftAlone: z.int(),
  toRetry: z.int(),
});

async function selectRuns(cache: CacheReads, chosen: SQL): Promise<CheckRun[]> {
  const [runs, counts] = await cache.together<
    [z.output<typeof runRowSchema>, z.output<typeof countRowSchema>]
  >([
    {
      sql: sql`select id, state, requested_by as "requestedBy", started_at as "startedAt", finished_at as "finishedAt"
        from (${chosen}) as run`,
      row: runRowSchema,
    },
    {
      sql: sql`select item.run_id as "runId", item.outcome, item.changed, count(*) as items,
          count(*) filter (where item.outcome = 'flood_wait' and not exists (
            select 1 from account_checks as made
            where made.account_id = item.account_id and made.run_id = item.run_id
              and made.attempt = item.attempts)) as "leftAlone",
          count(*) filter (where item.outcome is null and item.attempts > 0) as "toRetry"
        from account_check_items as item where item.run_id in (select id from (${chosen}))
        group by item.run_id, item.outcome, item.changed`,
      row: countRowSchema,
    },
  ]);
  return runs.map((run) => {
    const own = counts.filter((row) => row.runId === run.id);
    const sum = (rows: typeof own) => rows.reduce((total, row) => total + row.items, 0);
    return {
      ...run,
      total: sum(own),
      checked: sum(own.filter((row) => row.outcome !== null)),
      leftAlone: own.reduce((total, row) => total + row.leftAlone, 0),
      toRetry: own.reduce((total, row) => total + row.toRetry, 0),
      changed: sum(own.filter((row) => row.changed !== 0)),
      failed: sum(own.filter((row) => row.outcome === 'unreachable')),
      byOutcome: outcomeCountsSchema.parse(
        Object.fromEntries(
          checkOutcomes.map((outcome) => [outcome, sum(own.filter((row) => row.outcome === outcome))]),
        ),
      ),
    };
  });
}
