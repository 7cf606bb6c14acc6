import { accountsContract } from '#contract/accounts.ts';
import type { TelegramConfig } from '../config/config.ts';
import { implement } from '../rpc/implement.ts';
import type { Vault } from '../vault/open-vault.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import type { AccountEvents } from './account-events.ts';
import { addAccount } from './commands/add-account.ts';
import { cancelCheck } from './commands/cancel-check.ts';
import { removeAccounts, restoreAccounts } from './commands/remove-accounts.ts';
import { requireTelegram } from './require-telegram.ts';
import { startCheck } from './commands/start-check.ts';
import { getAccount } from './queries/get-account.ts';
import { listAccounts } from './queries/list-accounts.ts';
import { getCheckRun, listCheckRuns } from './queries/list-check-runs.ts';
import { listChecks } from './queries/list-checks.ts';
import { listLabels } from './queries/list-labels.ts';
import { poolStatistics } from './queries/pool-statistics.ts';
import { watchChecks } from './watch-checks.ts';

type Dependencies = {
  readonly workspace: Workspace;
  readonly vault: Vault;
  readonly events: AccountEvents;
  readonly telegram: TelegramConfig;
};

export function accountsRouter({ workspace, vault, events, telegram }: Dependencies) {
  async function announced<Result>(change: Promise<Result>): Promise<Result> {
    const result = await change;
    events.changed();
    return result;
  }

  return implement(accountsContract, {
    list: ({ input }) => listAccounts(workspace, input),
    statistics: () => poolStatistics(workspace),
    labels: () => listLabels(workspace),
    get: ({ input }) => getAccount(workspace, input.id),
    checks: ({ input }) => listChecks(workspace, input.id, input.limit),
    add: ({ input }) => announced(addAccount(workspace, vault, input)),
    remove: ({ input }) => announced(removeAccounts(workspace, input.ids)),
    restore: ({ input }) => announced(restoreAccounts(workspace, input.ids)),
    async startCheck({ input, caller }) {
      await requireTelegram(telegram);
      return announced(startCheck(workspace, caller.name, input.selection));
    },
    cancelCheck: ({ input }) => announced(cancelCheck(workspace, input.runId)),
    checkRuns: ({ input }) => listCheckRuns(workspace, input.limit),
    checkRun: ({ input }) => getCheckRun(workspace, input.runId),
    watchChecks: ({ signal }) => watchChecks(workspace, events, signal),
  });
}
