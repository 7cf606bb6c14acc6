import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { OpsdeckError } from '#contract/errors.ts';
import type { VerificationId } from '#contract/ids.ts';
import type { Customer } from '#contract/marketplace/customer.ts';
import {
  type Verification,
  type VerificationDetail,
  type VerificationDocument,
  verificationDetailSchema,
  verificationDocumentSchema,
  type VerificationEvent,
  verificationEventSchema,
} from '#contract/marketplace/verification.ts';
import { endedVerificationStates, rejectionReasons } from '#contract/marketplace/verification-states.ts';
import { instantSchema } from '#contract/time.ts';
import type { CacheReads } from '../../../cache/cache.ts';
import { customerColumns, customerRow } from '../../customers/queries/cached-customer.ts';
import { verificationRow, verificationsWhere } from './cached-verification.ts';

const dayMs = 86_400_000;

const restRow = z.object({
  requestedBy: z.string(),
  decidedBy: z.string().nullable(),
  rejection: z.enum(rejectionReasons).nullable(),
  reason: z.string().nullable(),
  endedAt: instantSchema.nullable(),
  erasedAt: instantSchema.nullable(),
});

const documentRow: z.ZodType<VerificationDocument> = verificationDocumentSchema;
const eventRow: z.ZodType<VerificationEvent> = verificationEventSchema;

/**
 * A request with what there is of documents, its timeline with each look at one, and the customer's other requests.
 *
 * @throws OpsdeckError NOT_FOUND
 */
export async function getRequest(
  cache: CacheReads,
  id: VerificationId,
  keptDays: number,
): Promise<VerificationDetail> {
  const [[request], [rest], [customer], documents, timeline, others] = await cache.together<
    [Verification, z.output<typeof restRow>, Customer, VerificationDocument, VerificationEvent, Verification]
  >([
    { sql: verificationsWhere(sql`request.id = ${id}`, sql`request.id`), row: verificationRow },
    {
      sql: sql`select requested_by as requestedBy, decided_by as decidedBy, rejection, reason,
          coalesce(expired_at, decided_at) as endedAt, erased_at as erasedAt
        from verification_requests where id = ${id}`,
      row: restRow,
    },
    {
      sql: sql`select ${customerColumns} from customers
        where customers.id = (select customer_id from verification_requests where id = ${id})`,
      row: customerRow,
    },
    {
      sql: sql`select id, kind, state, media_type as mediaType, size, width, height, added_at as addedAt,
          added_by as addedBy, same_as as sameAs
        from verification_documents where request_id = ${id} and state <> 'uploading' order by added_at, id`,
      row: documentRow,
    },
    {
      sql: sql`select event.at, event.request_version as version, event.kind, event.actor, event.reason,
          document.kind as document
        from verification_events as event
        left join verification_documents as document on document.id = event.document_id
        where event.request_id = ${id} order by event.id`,
      row: eventRow,
    },
    {
      sql: verificationsWhere(
        sql`request.customer_id = (select customer_id from verification_requests where id = ${id})
          and request.id <> ${id}`,
        sql`request.id desc`,
      ),
      row: verificationRow,
    },
  ]);
  if (request === undefined || rest === undefined || customer === undefined)
    throw new OpsdeckError('NOT_FOUND', { what: `Verification request ${id}` });
  const { endedAt, erasedAt, ...facts } = rest;
  const ended = endedVerificationStates.some((state) => state === request.state);
  const dueAt = ended && endedAt !== null ? endedAt + keptDays * dayMs : null;
  return verificationDetailSchema.parse({
    ...request,
    ...facts,
    customer,
    documentsGoAt: erasedAt ?? dueAt,
    shown: documents,
    timeline,
    others,
  });
}
