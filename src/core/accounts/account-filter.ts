import { and, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { AccountFilter, AccountSelection } from '#contract/accounts.ts';
import type { AccountId } from '#contract/ids.ts';
import { accounts } from './schema.ts';

type TextColumn = typeof accounts.displayName | typeof accounts.phone | typeof accounts.username;

/** What Postgres, which commands read, and SQLite, which queries read, say differently. */
export type FilterDialect = {
  /** Holds for every row of the workspace; undefined where there are no others. */
  readonly inWorkspace: SQL | undefined;
  hasAnyLabel(labels: readonly string[]): SQL;
  /** Without regard to case; what looks like a pattern is text. */
  contains(column: TextColumn, text: string): SQL;
  hasLabelWith(text: string): SQL;
  isOneOf(ids: readonly AccountId[]): SQL;
  /** A check has found another standing from then on. */
  isChangedSince(at: number): SQL;
};

/** The condition of a filter: accounts that are in the pool and match all of it. */
export function filterCondition(dialect: FilterDialect, filter: AccountFilter): SQL | undefined {
  return and(
    dialect.inWorkspace,
    isNull(accounts.removedAt),
    filter.standings.length > 0 ? inArray(accounts.standing, filter.standings) : undefined,
    filter.labels.length > 0 ? dialect.hasAnyLabel(filter.labels) : undefined,
    filter.full ? sql`${accounts.full}` : undefined,
    filter.changedSince === null ? undefined : dialect.isChangedSince(filter.changedSince),
    textCondition(dialect, filter.search.trim()),
  );
}

/** The condition of a selection. IDs that have left the pool since are silently not in it. */
export function selectionCondition(dialect: FilterDialect, selection: AccountSelection): SQL | undefined {
  if (selection.kind === 'filter') return filterCondition(dialect, selection.filter);
  return and(dialect.inWorkspace, isNull(accounts.removedAt), dialect.isOneOf(selection.ids));
}

function textCondition(dialect: FilterDialect, text: string): SQL | undefined {
  if (text === '') return undefined;
  const wanted = text.replace(/^[@+]/, '');
  return or(
    /^\d{1,15}$/.test(text) ? sql`${accounts.id} = ${Number(text)}` : undefined,
    dialect.contains(accounts.displayName, wanted),
    dialect.contains(accounts.phone, wanted),
    dialect.contains(accounts.username, wanted),
    dialect.hasLabelWith(wanted),
  );
}
