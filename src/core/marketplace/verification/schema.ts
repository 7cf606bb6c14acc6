import { sql } from 'drizzle-orm';
import {
  check,
  customType,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { CustomerId, DocumentId, OperatorId, VerificationId } from '#contract/ids.ts';
import {
  documentKinds,
  documentStates,
  documentTypes,
  rejectionReasons,
  verificationEventKinds,
  verificationKinds,
  verificationPriorities,
  verificationStates,
} from '#contract/marketplace/verification-states.ts';
import { idOf, moment, oneOf, ownId, workspaceId } from '../columns.ts';
import { customers } from '../customers/schema.ts';

const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

/** What a customer asks to have verified. The record stays; its documents go. */
export const verificationRequests = pgTable(
  'verification_requests',
  {
    workspaceId: workspaceId(),
    id: ownId().$type<VerificationId>(),
    customerId: idOf('customer_id').notNull().$type<CustomerId>(),
    requestedAt: moment('requested_at').notNull().defaultNow(),
    claimedAt: moment('claimed_at'),
    /** When it was approved, rejected or withdrawn. */
    decidedAt: moment('decided_at'),
    /** An approval holds until then. */
    validUntil: moment('valid_until'),
    expiredAt: moment('expired_at'),
    erasedAt: moment('erased_at'),
    /** Who reviews it, or did. */
    reviewerId: uuid('reviewer_id').$type<OperatorId>(),
    version: integer().notNull().default(1),
    kind: text({ enum: verificationKinds }).notNull(),
    state: text({ enum: verificationStates }).notNull().default('requested'),
    priority: text({ enum: verificationPriorities }).notNull().default('normal'),
    requestedBy: text('requested_by').notNull(),
    /** A masked reference to a payment method; never a whole number. */
    label: text(),
    reviewer: text(),
    decidedBy: text('decided_by'),
    rejection: text({ enum: rejectionReasons }),
    reason: text(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    foreignKey({
      columns: [table.workspaceId, table.customerId],
      foreignColumns: [customers.workspaceId, customers.id],
    }),
    check('verification_requests_kind', oneOf('kind', verificationKinds)),
    check('verification_requests_state', oneOf('state', verificationStates)),
    check('verification_requests_priority', oneOf('priority', verificationPriorities)),
    check('verification_requests_rejection', oneOf('rejection', rejectionReasons)),
    check('verification_requests_label', sql`(kind = 'payment_method') = (label is not null)`),
    check(
      'verification_requests_times',
      sql`claimed_at >= requested_at and decided_at >= requested_at and valid_until > decided_at`,
    ),
    check(
      'verification_requests_state_facts',
      sql`(state in ('requested', 'in_review')) = (decided_at is null)
        and (state <> 'in_review' or (reviewer_id is not null and claimed_at is not null))
        and (state in ('approved', 'expired')) = (valid_until is not null)
        and (state = 'expired') = (expired_at is not null)
        and (state = 'rejected') = (rejection is not null)`,
    ),
    uniqueIndex('verification_requests_open_once')
      .on(table.workspaceId, table.customerId, table.kind, sql`coalesce(lower(label), '')`)
      .where(sql`state in ('requested', 'in_review')`),
    index('verification_requests_by_customer').on(table.workspaceId, table.customerId, table.id),
    index('verification_requests_approved')
      .on(table.workspaceId, table.validUntil)
      .where(sql`state = 'approved'`),
    index('verification_requests_to_erase')
      .on(table.workspaceId, sql`coalesce(expired_at, decided_at)`)
      .where(sql`state in ('rejected', 'withdrawn', 'expired') and erased_at is null`),
  ],
);

/** Documents of requests. What they show is in `verification_chunks`, sealed. */
export const verificationDocuments = pgTable(
  'verification_documents',
  {
    workspaceId: workspaceId(),
    id: uuid().notNull().$type<DocumentId>(),
    requestId: idOf('request_id').notNull().$type<VerificationId>(),
    /** Of an upload: when it began or a part arrived; then when it was found good. */
    addedAt: moment('added_at').notNull().defaultNow(),
    erasedAt: moment('erased_at'),
    /** Another request that the same file was handed in with before. */
    sameAs: idOf('same_as').$type<VerificationId>(),
    /** In bytes: as announced, and as it arrived. */
    size: integer().notNull(),
    received: integer().notNull().default(0),
    width: integer(),
    height: integer(),
    state: text({ enum: documentStates }).notNull().default('uploading'),
    kind: text({ enum: documentKinds }).notNull(),
    mediaType: text('media_type', { enum: documentTypes }),
    addedBy: text('added_by').notNull(),
    /** Keyed digest: recognises the same file without telling anything about it. Null before and after. */
    digest: bytea(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    foreignKey({
      columns: [table.workspaceId, table.requestId],
      foreignColumns: [verificationRequests.workspaceId, verificationRequests.id],
    }).onDelete('cascade'),
    check('verification_documents_state', oneOf('state', documentStates)),
    check('verification_documents_kind', oneOf('kind', documentKinds)),
    check('verification_documents_type', oneOf('media_type', documentTypes)),
    check('verification_documents_size', sql`size > 0 and received between 0 and size`),
    check(
      'verification_documents_state_facts',
      sql`(state = 'stored') = (digest is not null) and (state <> 'stored' or (received = size and media_type is not null))
        and (state = 'erased') = (erased_at is not null)`,
    ),
    index('verification_documents_by_request').on(table.workspaceId, table.requestId),
    index('verification_documents_by_digest').on(table.workspaceId, table.digest),
    index('verification_documents_uploading')
      .on(table.workspaceId, table.addedAt)
      .where(sql`state = 'uploading'`),
  ],
);

/** The documents in parts, sealed by the vault before they arrive here. Never in a cache. */
export const verificationChunks = pgTable(
  'verification_chunks',
  {
    workspaceId: workspaceId(),
    /** `<document>/<five digits>`: what the vault binds the part to, so that none can be put into another place. */
    id: text().notNull(),
    documentId: uuid('document_id').notNull().$type<DocumentId>(),
    sealed: bytea().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    foreignKey({
      columns: [table.workspaceId, table.documentId],
      foreignColumns: [verificationDocuments.workspaceId, verificationDocuments.id],
    }).onDelete('cascade'),
    check('verification_chunks_place', sql`starts_with(id, document_id::text || '/')`),
    index('verification_chunks_by_document').on(table.workspaceId, table.documentId, table.id),
  ],
);

/** The timeline of requests, with each look at a document; rows are never changed. */
export const verificationEvents = pgTable(
  'verification_events',
  {
    workspaceId: workspaceId(),
    id: ownId(),
    requestId: idOf('request_id').notNull().$type<VerificationId>(),
    documentId: uuid('document_id').$type<DocumentId>(),
    at: moment('at').notNull().defaultNow(),
    /** The request's version from then on. */
    requestVersion: integer('request_version').notNull(),
    kind: text({ enum: verificationEventKinds }).notNull(),
    /** An operator's name, or what acted by itself. */
    actor: text().notNull(),
    reason: text(),
  },
  (table) => [
    primaryKey({ columns: [table.workspaceId, table.id] }),
    foreignKey({
      columns: [table.workspaceId, table.requestId],
      foreignColumns: [verificationRequests.workspaceId, verificationRequests.id],
    }).onDelete('cascade'),
    check('verification_events_kind', oneOf('kind', verificationEventKinds)),
    index('verification_events_by_request').on(table.workspaceId, table.requestId, table.id),
  ],
);
