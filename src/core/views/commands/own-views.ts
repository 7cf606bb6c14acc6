import { and, eq, sql } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { OperatorId } from '#contract/ids.ts';
import type { ViewPage } from '#contract/view-pages.ts';
import { mostViewsOfPage } from '#contract/views.ts';
import type { Transaction } from '../../backend/database.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { savedViews } from '../schema.ts';

/**
 * What the operator's own views of a page are called. Until the transaction ends, nobody else gives one of them a name: two
 * windows of one person that save at once see each other.
 */
export async function namesOf(
  transaction: Transaction,
  { id: workspaceId }: Pick<Workspace, 'id'>,
  operatorId: OperatorId,
  page: ViewPage,
): Promise<ReadonlySet<string>> {
  await transaction.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`views ${workspaceId} ${operatorId}`}, 0))`,
  );
  const rows = await transaction
    .select({ name: savedViews.name })
    .from(savedViews)
    .where(
      and(
        eq(savedViews.workspaceId, workspaceId),
        eq(savedViews.operatorId, operatorId),
        eq(savedViews.page, page),
      ),
    );
  return new Set(rows.map(({ name }) => name));
}

/** @throws OpsdeckError VIEW_LIMIT_REACHED when there is no room for so many more */
export function requireRoom(names: ReadonlySet<string>, more: number): void {
  if (names.size + more > mostViewsOfPage) {
    throw new OpsdeckError('VIEW_LIMIT_REACHED', { most: mostViewsOfPage });
  }
}
