import type { CustomerId } from '#contract/ids.ts';
import type { CustomerRole } from '#contract/marketplace/customers.ts';
import { actorKindOf } from '#contract/marketplace/order-moves.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import type { Actor } from '../../actor.ts';
import { customerEvents, customers } from '../schema.ts';

export type Person = {
  readonly name: string;
  readonly role: CustomerRole;
  readonly country: string | null;
};

/** Writes down a customer who did not sign up by themselves. Their risk is computed right after it. */
export async function addCustomer(
  transaction: Transaction,
  { id: workspaceId }: Pick<Workspace, 'id'>,
  actor: Actor,
  { name, role, country }: Person,
  now: Date,
): Promise<{ id: CustomerId }> {
  const [added] = await transaction
    .insert(customers)
    .values({ workspaceId, name, role, country, createdAt: now })
    .returning({ id: customers.id, version: customers.version });
  if (added === undefined) throw new Error('the new customer was not returned');
  await transaction.insert(customerEvents).values({
    workspaceId,
    customerId: added.id,
    at: now,
    customerVersion: added.version,
    kind: 'added',
    actorKind: actorKindOf(actor.mover),
    actor: actor.name,
  });
  return { id: added.id };
}
