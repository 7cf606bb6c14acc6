import { and, eq } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { ListingId } from '#contract/ids.ts';
import type { ListingState } from '#contract/marketplace/channels.ts';
import type { listingEventKinds } from '#contract/marketplace/listing.ts';
import type { Transaction } from '../../../backend/database.ts';
import type { Workspace } from '../../../workspaces/workspace.ts';
import type { Actor } from '../../actor.ts';
import { type ListingRow, lockListing, recordListing } from '../lock-listing.ts';
import { listings } from '../schema.ts';

type Seen = { readonly id: ListingId; readonly version: number };
type Changed = { id: ListingId; version: number };

export type EditListingInput = Seen & {
  readonly priceMicros: bigint;
  readonly currency: string;
  readonly durationHours: number;
};

/**
 * Changes price and term of what is offered from now on; what it was stays on record, and orders keep what they were made at.
 *
 * @throws OpsdeckError NOT_FOUND, LISTING_CHANGED, LISTING_ARCHIVED, LISTING_CURRENCY_FIXED
 */
export async function editListing(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  actor: Actor,
  { priceMicros, currency, durationHours, ...seen }: EditListingInput,
  now: Date,
): Promise<Changed> {
  const listing = await lockListing(transaction, workspace, seen, now);
  if (listing.currency !== currency) {
    throw new OpsdeckError('LISTING_CURRENCY_FIXED', {
      id: String(listing.id),
      currency: listing.currency,
      given: currency,
    });
  }
  return change(transaction, actor, listing, { priceMicros, durationHours }, 'edited', now);
}

const kinds = { active: 'resumed', paused: 'paused', archived: 'archived' } as const;

/**
 * Pauses, resumes or archives a listing. Orders that were made go on.
 *
 * @throws OpsdeckError NOT_FOUND, LISTING_CHANGED, LISTING_ARCHIVED
 */
export async function setListingState(
  transaction: Transaction,
  workspace: Pick<Workspace, 'id'>,
  actor: Actor,
  { state, ...seen }: Seen & { readonly state: ListingState },
  now: Date,
): Promise<Changed> {
  const listing = await lockListing(transaction, workspace, seen, now);
  if (listing.state === state) return { id: listing.id, version: listing.version };
  return change(transaction, actor, listing, { state }, kinds[state], now);
}

async function change(
  transaction: Transaction,
  actor: Actor,
  { workspaceId, id, version }: ListingRow,
  values: Partial<Pick<ListingRow, 'priceMicros' | 'durationHours' | 'state'>>,
  kind: (typeof listingEventKinds)[number],
  now: Date,
): Promise<Changed> {
  const [changed] = await transaction
    .update(listings)
    .set({ ...values, version: version + 1, changedAt: now })
    .where(and(eq(listings.workspaceId, workspaceId), eq(listings.id, id)))
    .returning();
  if (changed === undefined) throw new Error('the changed listing was not returned');
  await recordListing(transaction, actor, kind, changed, now);
  return { id, version: changed.version };
}
