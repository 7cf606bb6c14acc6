import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type CustomerId, customerIdSchema } from '#contract/ids.ts';
import type { Transaction } from '../../backend/database.ts';
import type { Workspace } from '../../workspaces/workspace.ts';

export type TradeFacts = {
  readonly ordersEnded: number;
  readonly ordersDisputed: number;
  readonly ratings: number;
  readonly stars: number;
};

const count = z.coerce.number().pipe(z.int());
const rowSchema = z.object({
  id: z.coerce.number().pipe(customerIdSchema),
  ordersEnded: count,
  ordersDisputed: count,
  ratings: count,
  stars: count,
});

/**
 * What customers traded and what others think of them. A refund only follows a dispute; an order that was released after one is
 * told by its dispute. Reads the orders of these customers by their indexes.
 */
export async function readRiskFacts(
  transaction: Transaction,
  { id: workspaceId }: Pick<Workspace, 'id'>,
  ids: readonly CustomerId[],
): Promise<ReadonlyMap<CustomerId, TradeFacts>> {
  const ended = (side: 'advertiser_id' | 'editor_id') => sql`
    select count(*) as ended, count(*) filter (where o.status <> 'completed' or d.id is not null) as disputed
    from orders o left join disputes d on d.workspace_id = o.workspace_id and d.order_id = o.id
    where o.workspace_id = ${workspaceId} and ${sql.raw(`o.${side}`)} = asked.id
      and o.status in ('completed', 'disputed', 'refunded')`;
  const { rows } = await transaction.execute(sql`
    select asked.id, bought.ended + sold.ended as "ordersEnded", bought.disputed + sold.disputed as "ordersDisputed",
      rated.ratings, rated.stars
    from unnest(${sql.param([...ids])}::bigint[]) as asked (id)
    cross join lateral (${ended('advertiser_id')}) as bought
    cross join lateral (${ended('editor_id')}) as sold
    cross join lateral (
      select count(*) as ratings, coalesce(sum(r.stars), 0) as stars
      from ratings r where r.workspace_id = ${workspaceId} and r.subject_id = asked.id
    ) as rated`);
  return new Map(
    z
      .array(rowSchema)
      .parse(rows)
      .map(({ id, ...facts }) => [id, facts]),
  );
}
