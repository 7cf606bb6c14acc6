import { sql } from 'drizzle-orm';
import { check, date, integer, pgTable, primaryKey, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type { AnnotationId, OperatorId, WorkspaceId } from '#contract/ids.ts';
import type { NoteSubject } from '#contract/metrics/annotations.ts';
import { workspaces } from '../../workspaces/schema.ts';

/** What operators noted down about a day, beside what timelines tell by themselves. */
export const annotations = pgTable(
  'annotations',
  {
    workspaceId: uuid('workspace_id')
      .notNull()
      .$type<WorkspaceId>()
      .references(() => workspaces.id),
    id: uuid().notNull().$type<AnnotationId>(),
    /** A day of the workspace: it stays the same whatever the time zone becomes. */
    day: date({ mode: 'string' }).notNull(),
    text: text().notNull(),
    /** Null with its ID: it is about the business. */
    subjectKind: text('subject_kind').$type<NoteSubject['kind']>(),
    /** The number of a customer or channel, or the code of a category. */
    subjectId: text('subject_id'),
    /** Who wrote it. */
    operatorId: uuid('operator_id').notNull().$type<OperatorId>(),
    version: integer().notNull().default(1),
    createdAt: timestamp('created_at', { withTimezone: true, precision: 3 }).notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    check('annotations_text', sql`length(text) between 1 and 200`),
    check('annotations_subject_kind', sql`subject_kind in ('customer', 'channel', 'category')`),
    check('annotations_subject', sql`(subject_kind is null) = (subject_id is null)`),
  ],
);
