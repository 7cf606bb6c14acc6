import { type SQL, sql } from 'drizzle-orm';
import { type AccountFilter, type AccountSelection, checkOutcomes } from '#contract/accounts.ts';
import { containsText } from '../cache/containing-text.ts';
import { type FilterDialect, filterCondition, selectionCondition } from './account-filter.ts';
import { accounts } from './schema.ts';

/** The condition of a filter in the local copy, for queries. */
export function cachedFilter(filter: AccountFilter): SQL | undefined {
  return filterCondition(inCache, filter);
}

/** The condition of a selection in the local copy, for queries. */
export function cachedSelection(selection: AccountSelection): SQL | undefined {
  return selectionCondition(inCache, selection);
}

const inCache: FilterDialect = {
  inWorkspace: undefined,
  hasAnyLabel: (labels) => withLabel(sql`value in (select value from json_each(${JSON.stringify(labels)}))`),
  contains: containsText,
  hasLabelWith: (text) => withLabel(containsText(sql`value`, text)),
  isOneOf: (ids) => sql`${accounts.id} in (select value from json_each(${JSON.stringify(ids)}))`,
  isChangedSince: (at) => sql`${accounts.id} in (${foundChanged(at)})`,
};

/**
 * From the items of the runs that ended since, or go on, which an index tells apart: the history itself is a row for each check
 * of each account. `cross join` keeps the order in which they are read.
 */
function foundChanged(at: number): SQL {
  return sql`select item.account_id from account_check_runs as run
    cross join account_check_items as item on item.run_id = run.id and item.outcome in ${[...checkOutcomes]} and item.changed = 1
    cross join account_checks as made on made.account_id = item.account_id and made.run_id = item.run_id
      and made.checked_at >= ${at} and made.standing_before <> made.standing_after
    where run.finished_at is null or run.finished_at >= ${at}`;
}

/** Many accounts have the same few labels: each set of them is taken apart once, not once for each account. */
function withLabel(condition: SQL): SQL {
  return sql`${accounts.labels} in (
    select labels from (select distinct labels from accounts where removed_at is null) as sets
    where exists (select 1 from json_each(sets.labels) where ${condition}))`;
}
