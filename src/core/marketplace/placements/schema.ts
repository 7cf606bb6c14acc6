import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgSequence,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import type { AccountId, OrderId, PlacementCheckId } from '#contract/ids.ts';
import { placementOutcomes } from '#contract/marketplace/placements.ts';
import { idFrom, idOf, moment, oneOf, workspaceId } from '../columns.ts';
import { orders } from '../orders/schema.ts';

export const placementChecksId = pgSequence('placement_checks_id');

/**
 * The posts that are looked at: one row for each order that was published, with what the last look found and when the next is due.
 * Which orders need one follows from `orders`; a row that is missing is made up for.
 */
export const placements = pgTable(
  'placements',
  {
    workspaceId: workspaceId(),
    orderId: idOf('order_id').notNull().$type<OrderId>(),
    /** Null once nothing is to be found out any more. */
    dueAt: moment('due_at'),
    /** Since when an operator or a dispute waits for a look: it comes before what is only due. */
    askedAt: moment('asked_at'),
    /** Until then whoever holds the claim looks; after it anybody may. */
    claimedUntil: moment('claimed_until'),
    /** A new one with each claim: what comes late, under an older one, is dropped. */
    claim: uuid(),
    lastAt: moment('last_at'),
    /** What the last look found that could see. */
    lastOutcome: text('last_outcome', { enum: placementOutcomes }),
    lastTextHash: text('last_text_hash'),
    /** Looks in a row that missed the post. */
    misses: integer().notNull().default(0),
    /** Looks in a row that could not see. */
    failures: integer().notNull().default(0),
    checks: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.orderId] }),
    foreignKey({
      columns: [table.workspaceId, table.orderId],
      foreignColumns: [orders.workspaceId, orders.id],
    }).onDelete('cascade'),
    check('placements_outcome', oneOf('last_outcome', placementOutcomes)),
    check('placements_counts', sql`misses >= 0 and failures >= 0 and checks >= 0`),
    index('placements_due')
      .on(table.workspaceId, table.dueAt)
      .where(sql`due_at is not null`),
    index('placements_asked')
      .on(table.workspaceId, table.askedAt)
      .where(sql`asked_at is not null`),
  ],
);

/** Every look at a post: the evidence. Rows are never changed. Partitioned by `id` (see the migration), which grows with time. */
export const placementChecks = pgTable(
  'placement_checks',
  {
    workspaceId: workspaceId(),
    id: idFrom('placement_checks_id').$type<PlacementCheckId>(),
    orderId: idOf('order_id').notNull().$type<OrderId>(),
    at: moment('at').notNull(),
    /** The account that looked; null when none could. */
    accountId: idOf('account_id').$type<AccountId>(),
    /** When the post was edited on Telegram. */
    editedAt: moment('edited_at'),
    messageId: integer('message_id'),
    views: integer(),
    forwards: integer(),
    /** How alike ordered and published text are, of a hundred; null when none was read. */
    similarity: smallint(),
    linkMissing: boolean('link_missing'),
    outcome: text({ enum: placementOutcomes }).notNull(),
    /** Why it could not be looked at, as Telegram or the network said. */
    problem: text(),
    /** SHA-256 of the published text, in hexadecimal digits. */
    textHash: text('text_hash'),
    /** The published text where it is another than at the look before; null when it is the same, or none was read. */
    text: text(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    foreignKey({
      columns: [table.workspaceId, table.orderId],
      foreignColumns: [orders.workspaceId, orders.id],
    }).onDelete('cascade'),
    check('placement_checks_outcome', oneOf('outcome', placementOutcomes)),
    check('placement_checks_counts', sql`views >= 0 and forwards >= 0 and similarity between 0 and 100`),
    check('placement_checks_text', sql`(outcome in ('up', 'edited')) = (text_hash is not null)`),
    index('placement_checks_by_order').on(table.workspaceId, table.orderId, table.id),
  ],
);
