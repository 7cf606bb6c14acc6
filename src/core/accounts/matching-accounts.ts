import { and, eq, ilike, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { AccountFilter, AccountSelection } from '#contract/accounts.ts';
import type { WorkspaceId } from '#contract/ids.ts';
import { accounts } from './schema.ts';

/** The condition of a filter: accounts of the workspace that are in the pool and match all of it. */
export function matchingFilter(workspaceId: WorkspaceId, filter: AccountFilter): SQL | undefined {
  return and(
    eq(accounts.workspaceId, workspaceId),
    isNull(accounts.removedAt),
    filter.standings.length > 0 ? inArray(accounts.standing, filter.standings) : undefined,
    filter.labels.length > 0 ? sql`${accounts.labels} && ${sql.param(filter.labels)}::text[]` : undefined,
    filter.full ? eq(accounts.full, true) : undefined,
    matchingText(filter.search.trim()),
  );
}

/** The condition of a selection. IDs that have left the pool since are silently not in it. */
export function matchingSelection(workspaceId: WorkspaceId, selection: AccountSelection): SQL | undefined {
  if (selection.kind === 'filter') return matchingFilter(workspaceId, selection.filter);
  return and(
    eq(accounts.workspaceId, workspaceId),
    isNull(accounts.removedAt),
    sql`${accounts.id} = any(${sql.param(selection.ids)}::bigint[])`,
  );
}

function matchingText(text: string): SQL | undefined {
  if (text === '') return undefined;
  const pattern = `%${text.replace(/^[@+]/, '').replaceAll(/[\\%_]/g, '\\$&')}%`;
  return or(
    /^\d{1,15}$/.test(text) ? sql`${accounts.id} = ${Number(text)}` : undefined,
    ilike(accounts.displayName, pattern),
    ilike(accounts.phone, pattern),
    ilike(accounts.username, pattern),
    sql`exists (select from unnest(${accounts.labels}) label where label ilike ${pattern})`,
  );
}
