import { reportsContract } from '#contract/reports.ts';
import type { Cache } from '../cache/cache.ts';
import { implement } from '../rpc/implement.ts';
import type { ReportRuns } from './report-runs.ts';

const patienceMs = 2_000;

export function reportsRouter(runs: ReportRuns, cache: Cache) {
  return implement(reportsContract, {
    async run({ input, caller }) {
      await cache.caughtUp(patienceMs);
      return { id: runs.start(caller, input) };
    },
    runs: async () => runs.list(),
    remove: async ({ input }) => ({ removed: await runs.remove(input.id) }),
  });
}
