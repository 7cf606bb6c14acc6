import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { logOutStates, removedAccountStates } from '#contract/account-removals.ts';
import { accountFilterSchema, accountSortColumns, standings } from '#contract/accounts.ts';
import { removalIdSchema } from '#contract/ids.ts';
import { enumLabels } from '../exports/enum-labels.ts';
import { exportedTable, type ExportedTable } from '../exports/exported-table.ts';
import { sortedColumn } from './cached-account.ts';
import { cachedFilter } from './matching-in-cache.ts';
import { removedAccountState } from './queries/list-removed-accounts.ts';

const standingNames = enumLabels(standings);
const everyAccount = accountFilterSchema.parse({});

/** The pool as its grid shows it. Sessions and notes are no part of it. */
const poolExport = exportedTable({
  name: 'accounts',
  title: 'Accounts',
  permission: 'accounts:read',
  input: z.object({
    filter: accountFilterSchema,
    sort: z.object({ column: z.enum(accountSortColumns), descending: z.boolean() }),
  }),
  columns: [
    { key: 'id', label: 'ID', type: 'integer', value: sql`accounts.id` },
    { key: 'displayName', label: 'Name', type: 'text', value: sql`accounts.display_name` },
    { key: 'username', label: 'Username', type: 'text', value: sql`accounts.username` },
    { key: 'phone', label: 'Phone', type: 'text', value: sql`accounts.phone` },
    {
      key: 'standing',
      label: 'Standing',
      type: 'enum',
      labels: standingNames,
      value: sql`accounts.standing`,
    },
    { key: 'standingReason', label: 'Reason', type: 'text', value: sql`accounts.standing_reason` },
    {
      key: 'floodWaitUntil',
      label: 'Flood wait until',
      type: 'instant',
      value: sql`accounts.flood_wait_until`,
    },
    { key: 'health', label: 'Health', type: 'integer', value: sql`accounts.health` },
    { key: 'joinedChannels', label: 'Channels', type: 'count', value: sql`accounts.joined_channels` },
    { key: 'channelLimit', label: 'Channel limit', type: 'count', value: sql`accounts.channel_limit` },
    { key: 'lastCheckedAt', label: 'Checked', type: 'instant', value: sql`accounts.last_checked_at` },
    { key: 'lastUsedAt', label: 'Used', type: 'instant', value: sql`accounts.last_used_at` },
    {
      key: 'labels',
      label: 'Labels',
      type: 'text',
      value: sql`(select group_concat(value, ', ') from json_each(accounts.labels))`,
    },
    { key: 'addedAt', label: 'Added', type: 'instant', value: sql`accounts.added_at` },
  ],
  rows: ({ filter, sort }, rows) => {
    const meant = cachedFilter(rows.kind === 'matching' ? filter : everyAccount);
    const named =
      rows.kind === 'ids'
        ? sql`and accounts.id in (select value from json_each(${JSON.stringify(rows.ids)}))`
        : sql``;
    const direction = sort.descending ? sql`desc` : sql`asc`;
    return sql`from accounts where ${meant} ${named}
      order by ${sortedColumn[sort.column]} ${direction} nulls last, accounts.id ${direction}`;
  },
  chosen: ({ filter }) => [
    ['Search', filter.search],
    ['Standing', filter.standings.map((standing) => standingNames[standing]).join(', ')],
    ['Labels', filter.labels.join(', ')],
    ['Full', filter.full ? 'Yes' : ''],
  ],
});

/** The accounts of one removal, or of all. */
const removedExport = exportedTable({
  name: 'removed-accounts',
  title: 'Removed accounts',
  permission: 'accounts:read',
  input: z.object({ removalId: removalIdSchema.nullable().default(null) }),
  columns: [
    { key: 'accountId', label: 'ID', type: 'integer', value: sql`item.account_id` },
    { key: 'displayName', label: 'Name', type: 'text', value: sql`account.display_name` },
    { key: 'phone', label: 'Phone', type: 'text', value: sql`account.phone` },
    { key: 'removedAt', label: 'Removed', type: 'instant', value: sql`removal.removed_at` },
    { key: 'removedBy', label: 'Removed by', type: 'text', value: sql`removal.removed_by` },
    {
      key: 'state',
      label: 'State',
      type: 'enum',
      labels: enumLabels(removedAccountStates, { in_pool: 'Back in the pool' }),
      value: removedAccountState,
    },
    {
      key: 'logOut',
      label: 'Log-out',
      type: 'enum',
      labels: enumLabels(logOutStates),
      value: sql`log_out.state`,
    },
    { key: 'logOutEndedAt', label: 'Log-out ended', type: 'instant', value: sql`log_out.ended_at` },
  ],
  rows: ({ removalId }, rows) => {
    const meant =
      rows.kind === 'ids'
        ? sql`item.account_id in (select value from json_each(${JSON.stringify(rows.ids)}))`
        : sql`true`;
    const ofOne = removalId === null || rows.kind === 'all' ? sql`` : sql`and removal.id = ${removalId}`;
    return sql`from account_removals as removal
      join account_removal_items as item on item.removal_id = removal.id
      join accounts as account on account.id = item.account_id
      left join account_log_outs as log_out
        on log_out.removal_id = item.removal_id and log_out.account_id = item.account_id
      where ${meant} ${ofOne} order by removal.removed_at desc, item.account_id`;
  },
  chosen: () => [],
});

/** What of the pool can leave the console as a file. */
export const accountsExports: readonly ExportedTable[] = [poolExport, removedExport];
