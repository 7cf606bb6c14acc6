import { and, asc, eq, gt } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { CustomerId } from '#contract/ids.ts';
import type { Transaction } from '../../backend/database.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { customerEvents, customers } from './schema.ts';

export type LockedCustomer = typeof customers.$inferSelect;

/**
 * The customer as whoever decides has seen them, theirs alone until the transaction ends. Orders that refer to them go on; who
 * asks whether they may trade waits. Without a version, as they are.
 *
 * @throws OpsdeckError NOT_FOUND, or CUSTOMER_CHANGED with who was faster, when, and what they did
 */
export async function lockCustomer(
  transaction: Transaction,
  { id: workspaceId }: Pick<Workspace, 'id'>,
  { customerId, version }: { readonly customerId: CustomerId; readonly version: number | null },
  now: Date,
): Promise<LockedCustomer> {
  const [customer] = await transaction
    .select()
    .from(customers)
    .where(and(eq(customers.workspaceId, workspaceId), eq(customers.id, customerId)))
    .for('no key update');
  if (customer === undefined) throw new OpsdeckError('NOT_FOUND', { what: `Customer ${customerId}` });
  if (version !== null && customer.version !== version)
    throw await changedMeanwhile(transaction, customer, version, now);
  return customer;
}

async function changedMeanwhile(
  transaction: Transaction,
  customer: LockedCustomer,
  seenVersion: number,
  now: Date,
): Promise<OpsdeckError<'CUSTOMER_CHANGED'>> {
  const since = await transaction
    .select()
    .from(customerEvents)
    .where(
      and(
        eq(customerEvents.workspaceId, customer.workspaceId),
        eq(customerEvents.customerId, customer.id),
        gt(customerEvents.customerVersion, seenVersion),
      ),
    )
    .orderBy(asc(customerEvents.id));
  const last = since.at(-1);
  const secondsAgo = last === undefined ? 0 : Math.round((now.getTime() - last.at.getTime()) / 1_000);
  return new OpsdeckError('CUSTOMER_CHANGED', {
    name: customer.name,
    by: last?.actor ?? 'somebody',
    secondsAgo: String(Math.max(0, secondsAgo)),
    what: since.map(({ kind }) => kind.replaceAll('_', ' ')).join(', then ') || `${customer.state} now`,
  });
}
