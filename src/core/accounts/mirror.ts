import { mirror } from '../cache/mirror.ts';
import {
  accountCheckItems,
  accountCheckRuns,
  accountChecks,
  accountLeases,
  accountLogOuts,
  accountNotes,
  accountRemovalItems,
  accountRemovals,
  accounts,
  accountUsage,
} from './schema.ts';

/**
 * What the pages of the pool read. `account_sessions` is never here: a cache is an ordinary file, and what is sealed does not
 * leave the database. Rows are listed by any column, so the pool has an index for each, behind whether a row is in it at all.
 */
export const accountsMirrors = [
  mirror(accounts, {
    indexes: {
      accounts_by_id: ['removedAt', 'id'],
      accounts_by_phone: ['removedAt', 'phone'],
      accounts_by_name: ['removedAt', 'displayName'],
      accounts_by_standing: ['removedAt', 'standing'],
      accounts_by_health: ['removedAt', 'health'],
      accounts_by_channels: ['removedAt', 'joinedChannels'],
      accounts_by_last_used: ['removedAt', 'lastUsedAt'],
      accounts_by_last_checked: ['removedAt', 'lastCheckedAt'],
      accounts_by_added: ['removedAt', 'addedAt'],
      accounts_by_labels: ['removedAt', 'labels'],
      accounts_by_telegram_user: ['telegramUserId', 'removedAt'],
      // A search reads this one from end to end, and no row of the table.
      accounts_searched: [
        'removedAt',
        'id',
        'displayName',
        'phone',
        'username',
        'labels',
        'standing',
        'full',
      ],
      accounts_counted: ['removedAt', 'standing', 'full', 'lastCheckedAt'],
    },
  }),
  mirror(accountNotes),
  mirror(accountLeases, { without: ['fence'] }),
  mirror(accountCheckRuns, {
    indexes: {
      account_check_runs_by_start: ['startedAt'],
      account_check_runs_by_state: ['state', 'startedAt'],
      account_check_runs_by_end: ['finishedAt'],
    },
  }),
  mirror(accountCheckItems, {
    indexes: { account_check_items_outcomes: ['runId', 'outcome', 'changed', 'attempts'] },
  }),
  mirror(accountChecks, {
    indexes: { account_checks_by_time: ['accountId', 'checkedAt'] },
    window: { column: 'checkedAt' },
  }),
  mirror(accountUsage, {
    indexes: { account_usage_by_time: ['accountId', 'at'] },
    window: { column: 'at' },
  }),
  mirror(accountRemovals, { indexes: { account_removals_by_time: ['removedAt'] } }),
  mirror(accountRemovalItems),
  mirror(accountLogOuts),
];
