import { and, desc, eq } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { ListingId } from '#contract/ids.ts';
import type { listingEventKinds } from '#contract/marketplace/listing.ts';
import type { Transaction } from '../../backend/database.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import type { Actor } from '../actor.ts';
import { listingEvents, listings } from './schema.ts';

export type ListingRow = typeof listings.$inferSelect;

/**
 * The listing as whoever changes it has seen it, theirs alone until the transaction ends.
 *
 * @throws OpsdeckError NOT_FOUND, LISTING_CHANGED with who was faster and when, LISTING_ARCHIVED
 */
export async function lockListing(
  transaction: Transaction,
  { id: workspaceId }: Pick<Workspace, 'id'>,
  seen: { readonly id: ListingId; readonly version: number },
  now: Date,
): Promise<ListingRow> {
  const [listing] = await transaction
    .select()
    .from(listings)
    .where(and(eq(listings.workspaceId, workspaceId), eq(listings.id, seen.id)))
    .for('update');
  if (listing === undefined) throw new OpsdeckError('NOT_FOUND', { what: `Listing ${seen.id}` });
  if (listing.version !== seen.version) {
    const [last] = await transaction
      .select()
      .from(listingEvents)
      .where(and(eq(listingEvents.workspaceId, workspaceId), eq(listingEvents.listingId, seen.id)))
      .orderBy(desc(listingEvents.id))
      .limit(1);
    const ago = (now.getTime() - (last?.at ?? listing.changedAt).getTime()) / 1_000;
    throw new OpsdeckError('LISTING_CHANGED', {
      id: String(seen.id),
      by: last?.actor ?? 'somebody',
      secondsAgo: String(Math.max(0, Math.round(ago))),
    });
  }
  if (listing.state === 'archived') throw new OpsdeckError('LISTING_ARCHIVED', { id: String(seen.id) });
  return listing;
}

/** One row of the listing's history, with what it is after the change. */
export async function recordListing(
  transaction: Transaction,
  { name }: Actor,
  kind: (typeof listingEventKinds)[number],
  listing: ListingRow,
  now: Date,
): Promise<void> {
  const { workspaceId, id, version, priceMicros, durationHours, state } = listing;
  await transaction.insert(listingEvents).values({
    workspaceId,
    listingId: id,
    at: now,
    listingVersion: version,
    priceMicros,
    durationHours,
    kind,
    state,
    actor: name,
  });
}
