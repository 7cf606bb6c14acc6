import { and, asc, eq, inArray } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { CustomerId } from '#contract/ids.ts';
import type { Transaction } from '../../backend/database.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { customers } from './schema.ts';

type Customer = typeof customers.$inferSelect;

/**
 * The customers, who may trade and go on to until the transaction ends: a suspension waits for it.
 *
 * @throws OpsdeckError NOT_FOUND, CUSTOMER_SUSPENDED
 */
export async function requireTrading(
  transaction: Transaction,
  { id: workspaceId }: Pick<Workspace, 'id'>,
  ids: readonly CustomerId[],
): Promise<ReadonlyMap<CustomerId, Customer>> {
  const rows = await transaction
    .select()
    .from(customers)
    .where(and(eq(customers.workspaceId, workspaceId), inArray(customers.id, [...ids])))
    .orderBy(asc(customers.id))
    .for('share')
    .prepare(`customers_trading_${ids.length}`)
    .execute();
  const found = new Map(rows.map((row) => [row.id, row]));
  for (const id of ids) {
    const customer = found.get(id);
    if (customer === undefined) throw new OpsdeckError('NOT_FOUND', { what: `Customer ${id}` });
    if (customer.state === 'suspended') throw new OpsdeckError('CUSTOMER_SUSPENDED', { name: customer.name });
  }
  return found;
}
