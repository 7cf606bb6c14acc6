import { type SQL, sql } from 'drizzle-orm';
import { placementChecks } from './schema.ts';

/**
 * Looks that tell of an order's post: those at the post it has now. What was looked at under a link that was corrected meanwhile
 * stays on record and says nothing. `messageId` is the order's; null while its post is looked for by its text.
 */
export function looksThatCount(messageId: number | null): SQL {
  return sql`(${placementChecks.messageId} is not distinct from ${messageId} or ${placementChecks.outcome} in ${withoutPost})`;
}

/** The same in the local copy, where `p` are the looks and `o` their orders. */
export const cachedLooksThatCount: SQL = sql`(p.message_id is o.message_id or p.outcome in ('channel_vanished', 'private', 'unreachable'))`;

/** What is found out, or not, without coming as far as a post. */
const withoutPost = sql`('channel_vanished', 'private', 'unreachable')`;
