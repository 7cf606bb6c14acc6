import { and, eq } from 'drizzle-orm';
import type { CustomerEventKind } from '#contract/marketplace/customers.ts';
import { actorKindOf } from '#contract/marketplace/order-moves.ts';
import type { Transaction } from '../../backend/database.ts';
import type { Actor } from '../actor.ts';
import type { LockedCustomer } from './lock-customer.ts';
import { customerEvents, customers } from './schema.ts';

export type CustomerAct = {
  readonly kind: CustomerEventKind;
  readonly actor: Actor;
  readonly at: Date;
  readonly reason?: string | null;
  readonly details?: Readonly<Record<string, unknown>>;
  /** What becomes another on the customer's row. */
  readonly change?: Partial<
    Omit<typeof customers.$inferInsert, 'workspaceId' | 'id' | 'version' | 'createdAt'>
  >;
};

/**
 * Writes one act of a customer: the change, the next version and the row of the timeline, in that transaction. The customer has
 * been locked in it (`lockCustomer`). Returns the new version.
 */
export async function recordAct(
  transaction: Transaction,
  customer: LockedCustomer,
  { kind, actor, at, reason, details, change = {} }: CustomerAct,
): Promise<{ version: number }> {
  const version = customer.version + 1;
  const { state } = change;
  const moved = state !== undefined && state !== customer.state;
  await transaction
    .update(customers)
    .set({ ...change, version })
    .where(and(eq(customers.workspaceId, customer.workspaceId), eq(customers.id, customer.id)));
  await transaction.insert(customerEvents).values({
    workspaceId: customer.workspaceId,
    customerId: customer.id,
    // Never before they came, whatever the clocks of two hosts say.
    at: new Date(Math.max(at.getTime(), customer.createdAt.getTime())),
    customerVersion: version,
    kind,
    ...(moved ? { fromState: customer.state, toState: state } : {}),
    actorKind: actorKindOf(actor.mover),
    actor: actor.name,
    reason: reason ?? null,
    details: details === undefined ? null : { ...details },
  });
  return { version };
}
