import { contract } from '#contract/contract.ts';
import { OpsdeckError } from '#contract/errors.ts';
import type { OperatorId } from '#contract/ids.ts';
import type { WorkspaceSettings } from '#contract/settings.ts';
import type { Cache } from '../cache/cache.ts';
import type { TelegramConfig } from '../config/config.ts';
import { implement } from '../rpc/implement.ts';
import type { TelegramDriver } from '../telegram/driver.ts';
import type { Vault } from '../vault/open-vault.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import type { PendingCall } from '../sync/outbox/outbox.ts';
import type { AccountEvents } from './account-events.ts';
import { addAccount } from './commands/add-account.ts';
import { cancelCheck } from './commands/cancel-check.ts';
import { removeAccounts, restoreAccounts } from './commands/remove-accounts.ts';
import type { LeaseHolder } from './leases/lease-holder.ts';
import type { ConnectionDependencies } from './managing/account-connection.ts';
import { saveNote } from './managing/account-note.ts';
import { changeLabelsIn } from './managing/change-labels.ts';
import { undoLabels } from './managing/undo-labels.ts';
import { countChannels } from './managing/count-channels.ts';
import { endOtherSessions, endSession, listSessions } from './managing/telegram-sessions.ts';
import { withPendingLabel, withPendingLabels } from './offline/pending-labels.ts';
import { withPendingNote } from './offline/pending-note.ts';
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
  /** What an operator has changed and the database does not know yet. */
  readonly pending: (operatorId: OperatorId) => readonly PendingCall[];
};

export function accountsRouter(dependencies: Dependencies) {
  const { workspace, cache, vault, events, telegram, holder, pending } = dependencies;

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
    list: async ({ input, caller }) => {
      const page = await listAccounts(cache, input, holder);
      return { ...page, rows: withPendingLabels(page.rows, pending(caller.operatorId)) };
    },
    statistics: () => poolStatistics(cache),
    labels: () => listLabels(cache),
    get: async ({ input, caller }) =>
      withPendingLabel(await getAccount(cache, input.id, holder), pending(caller.operatorId)),
    checks: ({ input }) => listChecks(cache, input.id, input.limit),
    add: ({ input }) => announced(addAccount(workspace, vault, input)),
    remove: ({ input, caller }) => announced(removeAccounts(workspace, { ...input, removedBy: caller.name })),
    restore: ({ input, caller }) => announced(restoreAccounts(workspace, caller.name, input.removalId)),
    selectionLabels: ({ input }) => selectionLabels(cache, input.selection),
    removals: ({ input }) => listRemovals(cache, input),
    removal: ({ input }) => getRemoval(cache, input.removalId),
    removedAccounts: ({ input }) => listRemovedAccounts(cache, input),
    changeLabels: ({ input, caller, once }) =>
      announced(
        once((transaction) =>
          changeLabelsIn(transaction, workspace.id, { ...input, changedBy: caller.name }),
        ),
      ),
    undoLabels: ({ input, caller }) => announced(undoLabels(workspace, caller.name, input.changeId)),
    note: async ({ input, caller }) =>
      withPendingNote(await readNote(cache, input.id), input.id, pending(caller.operatorId)),
    saveNote: ({ input, caller, once }) =>
      once((database) => saveNote({ id: workspace.id, database }, caller.name, input)),
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
