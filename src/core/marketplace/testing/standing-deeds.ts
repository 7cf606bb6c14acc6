import { sql } from 'drizzle-orm';
import { type Arbitrary, constant, constantFrom, integer, record } from 'fast-check';
import type { Pool } from 'pg';
import { z } from 'zod';
import type { CustomerId, WorkspaceId } from '#contract/ids.ts';
import { customerStates } from '#contract/marketplace/customers.ts';
import type { Transaction } from '../../backend/database.ts';
import type { Actor } from '../actor.ts';
import { changeState } from '../customers/commands/change-state.ts';
import { ada, ben, eve } from './test-market.ts';

/** An operator suspends a customer, or reinstates one who is suspended. */
export type StandingDeed = {
  readonly kind: 'standing';
  readonly customer: CustomerId;
  /** Does the other of the two, which is not possible. */
  readonly wild: boolean;
  /** Decides by a version that is no longer the newest. */
  readonly stale: boolean;
};

const seldom = integer({ min: 0, max: 9 }).map((n) => n === 0);

export const standingDeed: Arbitrary<StandingDeed> = record({
  kind: constant('standing' as const),
  customer: constantFrom(ada, ben, ben, eve),
  wild: seldom,
  stale: seldom,
});

const seenSchema = z.object({ version: z.int(), state: z.enum(customerStates) });

/** What is to be done for the deed, by what its operator has seen of the customer. */
export async function changeStanding(
  pool: Pool,
  workspace: { readonly id: WorkspaceId },
  actor: Actor,
  { customer: customerId, wild, stale }: StandingDeed,
): Promise<(transaction: Transaction) => Promise<{ version: number }>> {
  const { rows } = await pool.query(
    'select version, state from customers where workspace_id = $1 and id = $2',
    [workspace.id, customerId],
  );
  const seen = seenSchema.parse(rows[0]);
  const act = (seen.state === 'suspended') === wild ? 'suspend' : 'reinstate';
  const version = stale ? Math.max(1, seen.version - 1) : seen.version;
  return (transaction) =>
    changeState(transaction, workspace, actor, { customerId, version, act, reason: 'Because' }, new Date());
}

/**
 * Does the work and then looks whether what it began in its transaction is the trade of somebody who is suspended: an order that
 * was created or submitted, a payment. A suspension that was committed meanwhile is seen.
 *
 * @throws Error when it is
 */
export function beginsNoTradeOfSuspended<Result>(
  { id }: { readonly id: WorkspaceId },
  work: (transaction: Transaction) => Promise<Result>,
): (transaction: Transaction) => Promise<Result> {
  return async (transaction) => {
    const result = await work(transaction);
    const { rows } = await transaction.execute<{ broken: string }>(sql`
      with begun as (
        select 'order ' || o.id as what, side.id from order_events e
        join orders o on o.workspace_id = e.workspace_id and o.id = e.order_id
        cross join lateral (values (o.advertiser_id), (o.editor_id)) as side (id)
        where e.workspace_id = ${id} and e.to_status in ('draft', 'pending') and e.xmin = pg_current_xact_id()::xid
        union all
        select 'payment ' || p.id, p.customer_id from payments p
        where p.workspace_id = ${id} and p.state = 'pending' and p.xmin = pg_current_xact_id()::xid
      )
      select begun.what || ' began although ' || c.name || ' is suspended' as broken
      from begun join customers c on c.workspace_id = ${id} and c.id = begun.id where c.state = 'suspended'`);
    const [first] = rows;
    if (first !== undefined) throw new Error(first.broken);
    return result;
  };
}
