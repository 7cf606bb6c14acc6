import type { CustomerId } from '#contract/ids.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import type { Actor } from '../../actor.ts';
import { lockCustomer } from '../lock-customer.ts';
import { recordAct } from '../record-act.ts';

/**
 * Adds a note to a customer's timeline. Notes of two operators stand one after the other, so no version is asked for.
 *
 * @throws OpsdeckError NOT_FOUND
 */
export async function noteCustomer(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  actor: Actor,
  { customerId, text }: { readonly customerId: CustomerId; readonly text: string },
  now: Date,
): Promise<{ version: number }> {
  const customer = await lockCustomer(transaction, workspace, { customerId, version: null }, now);
  return recordAct(transaction, customer, { kind: 'noted', actor, at: now, reason: text });
}
