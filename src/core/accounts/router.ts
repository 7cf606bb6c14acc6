import { contract } from '#contract/contract.ts';
import { OpsdeckError } from '#contract/errors.ts';
import type { WorkspaceSettings } from '#contract/settings.ts';
import type { Cache } from '../cache/cache.ts';
import type { TelegramConfig } from '../config/config.ts';
import { implement } from '../rpc/implement.ts';
import type { TelegramDriver } from '../telegram/driver.ts';
import type { Vault } from '../vault/open-vault.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import type { AccountEvents } from './account-events.ts';
import { addAccount } from './commands/add-account.ts';
import { cancelCheck } from './commands/cancel-check.ts';
import { removeAccounts, restoreAccounts } from './commands/remove-accounts.ts';
import type { LeaseHolder } from './leases/lease-holder.ts';
import type { ConnectionDependencies } from './managing/account-connection.ts';
import { saveNote } from './managing/account-note.ts';
import { changeLabels } from './managing/change-labels.ts';
import { undoLabels } from './managing/undo-labels.ts';
import { countChannels } from './managing/count-channels.ts';
import { endOtherSessions, endSession, listSessions } from './managing/telegram-sessions.ts';
import { requireTelegram } from './require-telegram.ts';
import { startCheck } from './commands/start-check.ts';
import { getAccount } from './queries/get-account.ts';
import { listAccounts } from './queries/list-accounts.ts';
import { getCheckRun, listCheckRuns } from './queries/list-check-runs.ts';
import { listChecks } from './queries/list-checks.ts';
import { listLabels } from './queries/list-labels.ts';
import { getRemoval, listRemovals } from './queries/list-removals.ts';
import { listRemovedAccounts } from './queries/list-removed-accounts.ts';
import { listRunAccounts } from './queries/list-run-accounts.ts';
import { listUsage } from './queries/list-usage.ts';
import { poolStatistics } from './queries/pool-statistics.ts';
import { readNote } from './queries/read-note.ts';
import { selectionLabels } from './queries/selection-labels.ts';
import { standingHistory } from './queries/standing-history.ts';
import { watchChecks } from './watch-checks.ts';

type Dependencies = {
  readonly workspace: Workspace;
  /** What queries read; commands read and write the workspace's database. */
  readonly cache: Cache;
  readonly vault: Vault;
  readonly events: AccountEvents;
  readonly telegram: TelegramConfig;
  readonly holder: LeaseHolder;
  /** Null while Telegram is not set up. */
  readonly driver: TelegramDriver | null;
  readonly readPoolSettings: () => Promise<WorkspaceSettings['accountChecks']>;
};

export function accountsRouter(dependencies: Dependencies) {
  const { workspace, cache, vault, events, telegram, holder } = dependencies;

  async function announced<Result>(change: Promise<Result>): Promise<Result> {
    const result = await change;
    events.changed();
    return result;
  }

  /** @throws OpsdeckError TELEGRAM_NOT_CONFIGURED */
  async function connecting(): Promise<ConnectionDependencies> {
    const { driver, readPoolSettings } = dependencies;
    if (driver === null) throw new OpsdeckError('TELEGRAM_NOT_CONFIGURED', {});
    return { workspace, vault, holder, driver, readPoolSettings };
  }

  return implement(contract.accounts, {
    list: ({ input }) => listAccounts(cache, input, holder),
    statistics: () => poolStatistics(cache),
    labels: () => listLabels(cache),
    get: ({ input }) => getAccount(cache, input.id, holder),
    checks: ({ input }) => listChecks(cache, input.id, input.limit),
    add: ({ input }) => announced(addAccount(workspace, vault, input)),
    remove: ({ input, caller }) => announced(removeAccounts(workspace, { ...input, removedBy: caller.name })),
    restore: ({ input, caller }) => announced(restoreAccounts(workspace, caller.name, input.removalId)),
    selectionLabels: ({ input }) => selectionLabels(cache, input.selection),
    removals: ({ input }) => listRemovals(cache, input),
    removal: ({ input }) => getRemoval(cache, input.removalId),
    removedAccounts: ({ input }) => listRemovedAccounts(cache, input),
    changeLabels: ({ input, caller }) =>
      announced(changeLabels(workspace, { ...input, changedBy: caller.name })),
    undoLabels: ({ input, caller }) => announced(undoLabels(workspace, caller.name, input.changeId)),
    note: ({ input }) => readNote(cache, input.id),
    saveNote: ({ input, caller }) => saveNote(workspace, caller.name, input),
    standingHistory: ({ input }) => standingHistory(cache, input.id),
    usage: ({ input }) => listUsage(cache, input),
    listSessions: async ({ input, caller }) => listSessions(await connecting(), caller.name, input.id),
    endSession: async ({ input, caller }) =>
      endSession(await connecting(), caller.name, input.id, input.hash),
    endOtherSessions: async ({ input, caller }) =>
      endOtherSessions(await connecting(), caller.name, input.id),
    countChannels: async ({ input, caller }) =>
      announced(countChannels(await connecting(), caller.name, input.id)),
    async startCheck({ input, caller }) {
      await requireTelegram(telegram);
      return announced(startCheck(workspace, caller.name, input.selection));
    },
    cancelCheck: ({ input }) => announced(cancelCheck(workspace, input.runId)),
    checkRuns: ({ input }) => listCheckRuns(cache, input.limit),
    checkRun: ({ input }) => getCheckRun(cache, input.runId),
    checkRunAccounts: ({ input }) => listRunAccounts(cache, input),
    watchChecks: ({ signal }) => watchChecks(cache, signal),
  });
}
