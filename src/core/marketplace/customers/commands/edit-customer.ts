import { and, eq } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { CustomerId } from '#contract/ids.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import type { Actor } from '../../actor.ts';
import { channels } from '../../channels/schema.ts';
import { recomputeRisk } from '../../risk/recompute-risk.ts';
import { lockCustomer } from '../lock-customer.ts';
import { recordAct } from '../record-act.ts';
import type { Person } from './add-customer.ts';

export type EditCustomerInput = Person & { readonly customerId: CustomerId; readonly version: number };

/**
 * Changes name, role and country. The timeline keeps what they were; what changes nothing makes no new version.
 *
 * @throws OpsdeckError NOT_FOUND, CUSTOMER_CHANGED, INVALID_INPUT when an owner of channels would be no editor any more
 */
export async function editCustomer(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  actor: Actor,
  { customerId, version, name, role, country }: EditCustomerInput,
  now: Date,
): Promise<{ version: number }> {
  const customer = await lockCustomer(transaction, workspace, { customerId, version }, now);
  const before = {
    ...(customer.name === name ? {} : { name: customer.name }),
    ...(customer.role === role ? {} : { role: customer.role }),
    ...(customer.country === country ? {} : { country: customer.country }),
  };
  if (Object.keys(before).length === 0) return { version };
  if (before.role !== undefined && role !== 'editor' && role !== 'both') {
    const [owned] = await transaction
      .select({ id: channels.id })
      .from(channels)
      .where(and(eq(channels.workspaceId, workspace.id), eq(channels.ownerId, customerId)))
      .limit(1);
    if (owned !== undefined)
      throw new OpsdeckError('INVALID_INPUT', {
        problem: `${customer.name} owns channels and stays an editor`,
      });
  }
  // The platform's own people are not judged.
  if (before.role !== undefined) await recomputeRisk(transaction, workspace, [customerId], 'edited');
  return recordAct(transaction, customer, {
    kind: 'edited',
    actor,
    at: now,
    details: { before },
    change: { name, role, country },
  });
}
