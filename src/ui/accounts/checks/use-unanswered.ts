import { useQuery } from '@tanstack/react-query';
import type { CheckRun } from '#contract/account-checks.ts';
import type { AccountId } from '#contract/ids.ts';
import { useTRPC } from '../../app/trpc.ts';

/** As many as the core gives at once; of more, the rest counts as unanswered still. */
const read = 500;

export type Unanswered = {
  /** Those that are in the pool and were not reached since, the first 500 of the run at most. */
  readonly ids: readonly AccountId[];
  readonly count: number;
};

/** What a run could not reach and nothing has reached since; undefined until it is known. */
export function useUnanswered(run: CheckRun | null): Unanswered | undefined {
  const trpc = useTRPC();
  const asked = run !== null && run.failed > 0;
  const { data } = useQuery(
    trpc.accounts.checkRunAccounts.queryOptions(
      { runId: run?.id ?? '', only: 'unreachable', offset: 0, limit: read },
      { enabled: asked },
    ),
  );
  if (!asked) return { ids: [], count: 0 };
  if (data === undefined) return undefined;
  const still = data.rows.filter((row) => row.inPool && !row.reachedSince);
  return {
    ids: still.map((row) => row.accountId),
    count: still.length + Math.max(0, data.total - data.rows.length),
  };
}
