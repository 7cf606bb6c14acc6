import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { verificationFilterSchema, verificationQueues } from '#contract/marketplace/verification.ts';
import { verificationKinds, verificationStates } from '#contract/marketplace/verification-states.ts';
import { enumLabels } from '../../exports/enum-labels.ts';
import { exportedTable } from '../../exports/exported-table.ts';
import { verificationTables } from './queries/cached-verification.ts';
import { inQueue, matchingRequests, queueOrders } from './queries/list-queue.ts';

const kinds = enumLabels(verificationKinds);
const states = enumLabels(verificationStates);
const queues = enumLabels(verificationQueues);

/** Requests of one queue. Of the documents only how many there are: what they show leaves the console by no file. */
export const verificationsExport = exportedTable({
  name: 'verifications',
  title: 'Verification requests',
  permission: 'marketplace:read',
  input: z.object({ queue: z.enum(verificationQueues), filter: verificationFilterSchema }),
  columns: [
    { key: 'id', label: 'No.', type: 'integer', value: sql`request.id` },
    { key: 'customer', label: 'Customer', type: 'text', value: sql`customers.name` },
    { key: 'customerId', label: 'Customer no.', type: 'integer', value: sql`request.customer_id` },
    { key: 'kind', label: 'Kind', type: 'enum', labels: kinds, value: sql`request.kind` },
    { key: 'reviewer', label: 'Reviewer', type: 'text', value: sql`request.reviewer` },
    { key: 'state', label: 'State', type: 'enum', labels: states, value: sql`request.state` },
    {
      key: 'documents',
      label: 'Documents',
      type: 'count',
      value: sql`(select count(*) from verification_documents as document
        where document.request_id = request.id and document.state = 'stored')`,
    },
    { key: 'risk', label: 'Risk', type: 'integer', value: sql`customers.risk_score` },
    { key: 'requestedAt', label: 'Requested', type: 'instant', value: sql`request.requested_at` },
    { key: 'validUntil', label: 'Valid until', type: 'instant', value: sql`request.valid_until` },
    { key: 'decidedAt', label: 'Decided', type: 'instant', value: sql`request.decided_at` },
    { key: 'priority', label: 'Priority', type: 'text', value: sql`request.priority` },
  ],
  rows: ({ queue, filter }, rows) => {
    const meant =
      rows.kind === 'ids'
        ? sql`request.id in (select value from json_each(${JSON.stringify(rows.ids)}))`
        : rows.kind === 'all'
          ? sql`true`
          : sql`${inQueue(queue, Date.now())} and ${matchingRequests(filter)}`;
    return sql`from ${verificationTables} where ${meant} order by ${queueOrders[queue]}`;
  },
  chosen: ({ queue, filter }) => [
    ['Queue', queues[queue] ?? queue],
    ['Search', filter.search],
    ['Kind', filter.kinds.map((kind) => kinds[kind]).join(', ')],
    ['State', filter.states.map((state) => states[state]).join(', ')],
  ],
});
