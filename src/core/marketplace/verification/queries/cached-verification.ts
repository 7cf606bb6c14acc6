import { type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Verification, verificationSchema } from '#contract/marketplace/verification.ts';

/** One row of a list, to be asked for `from verification_requests as request join customers`. */
export const verificationColumns = sql`request.id, request.version, request.customer_id as customerId,
  customers.name as customerName, customers.risk_score as riskScore, customers.state as customerState, request.kind,
  request.state, request.priority, request.label, request.requested_at as requestedAt, request.reviewer,
  request.claimed_at as claimedAt, request.decided_at as decidedAt, request.valid_until as validUntil,
  (select count(*) from verification_documents as document
   where document.request_id = request.id and document.state = 'stored') as documents`;

export const verificationTables = sql`verification_requests as request
  join customers on customers.id = request.customer_id`;

export const verificationRow: z.ZodType<Verification> = z
  .looseObject({
    customerId: z.int(),
    customerName: z.string(),
    riskScore: z.int(),
    customerState: z.string(),
  })
  .transform(({ customerId, customerName, riskScore, customerState, ...request }) =>
    verificationSchema.parse({
      ...request,
      customer: { id: customerId, name: customerName, riskScore, state: customerState },
    }),
  );

export function verificationsWhere(condition: SQL, order: SQL): SQL {
  return sql`select ${verificationColumns} from ${verificationTables} where ${condition} order by ${order}`;
}
