import { sql } from 'drizzle-orm';
import { check, foreignKey, index, pgTable, primaryKey, smallint, text, unique } from 'drizzle-orm/pg-core';
import type { CustomerId, OrderId, RatingId } from '#contract/ids.ts';
import { idOf, moment, ownId, workspaceId } from '../columns.ts';
import { customers } from '../customers/schema.ts';
import { orders } from '../orders/schema.ts';

/** What the two sides of an order say of each other, once each. */
export const ratings = pgTable(
  'ratings',
  {
    workspaceId: workspaceId(),
    id: ownId().$type<RatingId>(),
    orderId: idOf('order_id').notNull().$type<OrderId>(),
    authorId: idOf('author_id').notNull().$type<CustomerId>(),
    subjectId: idOf('subject_id').notNull().$type<CustomerId>(),
    createdAt: moment('created_at').notNull().defaultNow(),
    stars: smallint().notNull(),
    comment: text().notNull().default(''),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    unique('ratings_once').on(table.workspaceId, table.orderId, table.authorId),
    foreignKey({
      columns: [table.workspaceId, table.orderId],
      foreignColumns: [orders.workspaceId, orders.id],
    }),
    foreignKey({
      columns: [table.workspaceId, table.authorId],
      foreignColumns: [customers.workspaceId, customers.id],
    }),
    foreignKey({
      columns: [table.workspaceId, table.subjectId],
      foreignColumns: [customers.workspaceId, customers.id],
    }),
    check('ratings_stars', sql`stars between 1 and 5`),
    check('ratings_sides', sql`author_id <> subject_id`),
    index('ratings_by_subject').on(table.workspaceId, table.subjectId),
  ],
);
