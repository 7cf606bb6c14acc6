import { z } from 'zod';
import { customerIdSchema, documentIdSchema, verificationIdSchema } from '../ids.ts';
import { commandKeySchema } from '../outbox.ts';
import { command, type DomainContract, query } from '../procedure.ts';
import { instantSchema } from '../time.ts';
import { customerSchema } from './customer.ts';
import {
  documentKinds,
  documentLimits,
  documentStates,
  documentTypes,
  rejectionReasons,
  verificationEventKinds,
  verificationKinds,
  verificationPriorities,
  verificationStates,
} from './verification-states.ts';

const count = z.int().nonnegative();
const version = z.int().positive();
const page = { offset: count, limit: z.int().positive().max(200) };

export const reasonTextSchema = z.string().trim().max(500);
export const paymentLabelSchema = z.string().trim().min(1).max(80);

export const verificationSchema = z.object({
  id: verificationIdSchema,
  version,
  customer: customerSchema.pick({ id: true, name: true, riskScore: true, state: true }),
  kind: z.enum(verificationKinds),
  state: z.enum(verificationStates),
  priority: z.enum(verificationPriorities),
  /** Of a payment method: a masked reference, “Visa •••• 4242”. */
  label: z.string().nullable(),
  documents: count,
  requestedAt: instantSchema,
  /** Who reviews it, or did. */
  reviewer: z.string().nullable(),
  claimedAt: instantSchema.nullable(),
  decidedAt: instantSchema.nullable(),
  /** An approval holds until then. */
  validUntil: instantSchema.nullable(),
});
export type Verification = z.infer<typeof verificationSchema>;

export const verificationDocumentSchema = z.object({
  id: documentIdSchema,
  kind: z.enum(documentKinds),
  state: z.enum(documentStates).exclude(['uploading']),
  mediaType: z.enum(documentTypes),
  /** In bytes. */
  size: count,
  /** In pixels; null for a PDF. */
  width: z.int().positive().nullable(),
  height: z.int().positive().nullable(),
  addedAt: instantSchema,
  addedBy: z.string(),
  /** Another request for which the very same file was handed in before. */
  sameAs: verificationIdSchema.nullable(),
});
export type VerificationDocument = z.infer<typeof verificationDocumentSchema>;

export const verificationEventSchema = z.object({
  at: instantSchema,
  version,
  kind: z.enum(verificationEventKinds),
  actor: z.string(),
  reason: z.string().nullable(),
  document: z.enum(documentKinds).nullable(),
});
export type VerificationEvent = z.infer<typeof verificationEventSchema>;

export const verificationDetailSchema = verificationSchema.extend({
  customer: customerSchema,
  requestedBy: z.string(),
  decidedBy: z.string().nullable(),
  rejection: z.enum(rejectionReasons).nullable(),
  reason: z.string().nullable(),
  /** When the documents of an ended request are deleted, or were. */
  documentsGoAt: instantSchema.nullable(),
  shown: z.array(verificationDocumentSchema),
  timeline: z.array(verificationEventSchema),
  /** The customer's other requests, the newest first. */
  others: z.array(verificationSchema),
});
export type VerificationDetail = z.infer<typeof verificationDetailSchema>;

/** `expiring`: approvals that end within 30 days. */
export const verificationQueues = ['waiting', 'in_review', 'decided', 'expiring'] as const;
export type VerificationQueue = (typeof verificationQueues)[number];
export const expiringWithinDays = 30;

export const verificationFilterSchema = z.object({
  /** A number is a request's or a customer's; a text is looked for in the customer's name and the reference. */
  search: z.string().max(200).default(''),
  kinds: z.array(z.enum(verificationKinds)).default([]),
  states: z.array(z.enum(verificationStates)).default([]),
});
export type VerificationFilter = z.infer<typeof verificationFilterSchema>;

const keyed = { key: commandKeySchema };
/** What whoever decides has seen. */
const seen = { ...keyed, id: verificationIdSchema, version };
const moved = z.object({ version });
const review = 'verification:review';
const handIn = 'marketplace:write';
const oneDocument = z.object({ documentId: documentIdSchema });

/**
 * Verification of customers. Everybody who reads the marketplace sees how requests stand; the documents themselves are for
 * those who review, and each look at one is on the request's timeline.
 */
export const verificationContract = {
  /** `waiting` by priority, then the oldest first; `expiring` the next first; the others the newest first. */
  queue: query({
    permission: 'marketplace:read',
    input: z.object({ queue: z.enum(verificationQueues), filter: verificationFilterSchema, ...page }),
    output: z.object({ rows: z.array(verificationSchema), total: count }),
  }),
  counts: query({
    permission: 'marketplace:read',
    input: z.void(),
    output: z.object({
      waiting: count,
      in_review: count,
      decided: count,
      expiring: count,
      oldestWaiting: instantSchema.nullable(),
    }),
  }),
  request: query({
    permission: 'marketplace:read',
    input: z.object({ id: verificationIdSchema }),
    output: verificationDetailSchema,
  }),
  ofCustomer: query({
    permission: 'marketplace:read',
    input: z.object({ customerId: customerIdSchema }),
    output: z.array(verificationSchema),
  }),
  /** On behalf of a customer. */
  open: command({
    permission: handIn,
    input: z.object({
      ...keyed,
      customerId: customerIdSchema,
      kind: z.enum(verificationKinds),
      label: paymentLabelSchema.nullable(),
      priority: z.enum(verificationPriorities),
    }),
    output: z.object({ id: verificationIdSchema }),
  }),
  withdraw: command({
    permission: handIn,
    input: z.object({ ...seen, reason: reasonTextSchema }),
    output: moved,
  }),
  /** Takes it: from then on only this operator decides, until they or a colleague put it back. */
  claim: command({ permission: review, input: z.object(seen), output: moved }),
  release: command({ permission: review, input: z.object(seen), output: moved }),
  approve: command({
    permission: review,
    input: z.object({ ...seen, validUntil: instantSchema, reason: reasonTextSchema }),
    output: moved,
  }),
  reject: command({
    permission: review,
    input: z.object({ ...seen, rejection: z.enum(rejectionReasons), reason: reasonTextSchema }),
    output: moved,
  }),
  /** The file follows in parts. Nobody sees it before `finishDocument` has found it to be what it has to be. */
  beginDocument: command({
    permission: handIn,
    input: z.object({
      ...keyed,
      id: verificationIdSchema,
      kind: z.enum(documentKinds),
      size: z.int().nonnegative(),
    }),
    output: oneDocument,
  }),
  /** A part that is there already changes nothing, and one that comes too early neither: go on from `received`. */
  appendDocument: command({
    permission: handIn,
    input: z.object({
      documentId: documentIdSchema,
      offset: count,
      base64: z.string().max(Math.ceil(documentLimits.partBytes / 3) * 4),
    }),
    output: z.object({ received: count }),
  }),
  /** Checks the file by its content and adds it to the request, or refuses it and forgets it at once. */
  finishDocument: command({ permission: handIn, input: oneDocument, output: oneDocument }),
  /** Deletes a document, or an upload that is not finished. */
  removeDocument: command({ permission: handIn, input: oneDocument, output: oneDocument }),
  /** The document in clear, for the viewer. That this operator saw it is written down in the same transaction. */
  viewDocument: command({
    permission: review,
    input: oneDocument,
    output: z.object({ mediaType: z.enum(documentTypes), base64: z.string() }),
  }),
} as const satisfies DomainContract;
