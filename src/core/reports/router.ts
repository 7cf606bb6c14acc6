import { reportsContract } from '#contract/reports.ts';
import type { Cache } from '../cache/cache.ts';
import { implement } from '../rpc/implement.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { defineReport } from './commands/define-report.ts';
import { redefineReport } from './commands/redefine-report.ts';
import { removeDefinition } from './commands/remove-definition.ts';
import { planReport } from './plan-report.ts';
import { listDefinitions } from './queries/list-definitions.ts';
import type { ReportSources } from './section-parts.ts';
import type { ReportRuns } from './report-runs.ts';

const patienceMs = 2_000;

type Dependencies = {
  readonly workspace: Workspace;
  readonly runs: ReportRuns;
  readonly cache: Cache;
  readonly sources: ReportSources;
};

export function reportsRouter({ workspace, runs, cache, sources }: Dependencies) {
  return implement(reportsContract, {
    async run({ input, caller }) {
      await cache.caughtUp(patienceMs);
      return { id: runs.start(caller, await planReport({ cache, sources }, caller, input)) };
    },
    runs: async () => runs.list(),
    remove: async ({ input }) => ({ removed: await runs.remove(input.id) }),
    definitions: ({ caller }) => listDefinitions(cache, caller),
    define: ({ input, caller }) => defineReport(workspace, caller, input),
    redefine: ({ input, caller }) => redefineReport(workspace, caller, input),
    undefine: ({ input, caller }) => removeDefinition(workspace, caller, input.id),
  });
}
