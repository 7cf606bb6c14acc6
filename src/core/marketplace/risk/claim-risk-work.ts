import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type CustomerId, customerIdSchema } from '#contract/ids.ts';
import { type RiskCause, riskCauses } from '#contract/marketplace/risk.ts';
import type { Transaction } from '../../backend/database.ts';
import type { WorkspaceId } from '#contract/ids.ts';

/** Few enough that whoever waits for one of the customers does not notice. */
export const riskBatch = 200;

const rowSchema = z.object({
  id: z.coerce.number().pipe(customerIdSchema),
  cause: z.enum(riskCauses),
});

type Claim = { readonly workspaceId: WorkspaceId; readonly rulesId: number; readonly now: Date };

/**
 * Takes some customers whose score is to be computed, theirs until the transaction ends: those that were asked for, then those
 * whose time has come, then those that were computed by other rules than today's. Whoever else looks gets others. A transaction that
 * is lost leaves them to the next.
 */
export async function claimRiskWork(
  transaction: Transaction,
  { workspaceId, rulesId, now }: Claim,
): Promise<ReadonlyMap<CustomerId, RiskCause>> {
  const inTurn: readonly SQL[] = [
    sql`with next as (
        select id from risk_requests where workspace_id = ${workspaceId}
        order by id limit ${riskBatch} for update skip locked
      )
      delete from risk_requests using next
      where risk_requests.workspace_id = ${workspaceId} and risk_requests.id = next.id
      returning risk_requests.customer_id as id, risk_requests.cause`,
    sql`select id, 'time' as cause from customers
      where workspace_id = ${workspaceId} and risk_due_at <= ${now.toISOString()}
      order by risk_due_at limit ${riskBatch} for no key update skip locked`,
    sql`select c.id, 'rules' as cause from customer_risk r
      join customers c on c.workspace_id = r.workspace_id and c.id = r.customer_id
      where r.workspace_id = ${workspaceId} and (r.rules_id < ${rulesId} or r.rules_id > ${rulesId})
      limit ${riskBatch} for no key update of c skip locked`,
  ];
  for (const claim of inTurn) {
    const { rows } = await transaction.execute(claim);
    if (rows.length === 0) continue;
    return new Map(
      z
        .array(rowSchema)
        .parse(rows)
        .map(({ id, cause }) => [id, cause]),
    );
  }
  return new Map();
}
