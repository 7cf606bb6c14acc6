import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { disputeFilterSchema } from '#contract/disputes.ts';
import { disputeDecisions, disputeReasons, disputeStates } from '#contract/marketplace/disputes.ts';
import { enumLabels } from '../../exports/enum-labels.ts';
import { exportedTable } from '../../exports/exported-table.ts';
import { disputeTables } from './queries/cached-dispute.ts';
import { disputeOrder, matchingDisputes } from './queries/list-disputes.ts';

const states = enumLabels(disputeStates);
const reasons = enumLabels(disputeReasons);
const everyDispute = disputeFilterSchema.parse({});

/** Disputes as their queue shows them: what waits for a person first. */
export const disputesExport = exportedTable({
  name: 'disputes',
  title: 'Disputes',
  permission: 'marketplace:read',
  input: z.object({ filter: disputeFilterSchema }),
  columns: [
    { key: 'id', label: 'No.', type: 'integer', value: sql`d.id` },
    { key: 'state', label: 'State', type: 'enum', labels: states, value: sql`d.state` },
    { key: 'priority', label: 'Priority', type: 'integer', value: sql`d.priority` },
    { key: 'order', label: 'Order', type: 'integer', value: sql`d.order_id` },
    { key: 'reason', label: 'Reason', type: 'enum', labels: reasons, value: sql`d.reason` },
    { key: 'sides', label: 'Sides', type: 'text', value: sql`a.name || ' – ' || e.name` },
    { key: 'channel', label: 'Channel', type: 'text', value: sql`c.title` },
    { key: 'price', label: 'Price', type: 'money', value: sql`o.price_micros`, currency: sql`o.currency` },
    { key: 'opened', label: 'Opened', type: 'instant', value: sql`d.opened_at` },
    { key: 'escalated', label: 'Escalated', type: 'instant', value: sql`d.escalated_at` },
    { key: 'resolved', label: 'Resolved', type: 'instant', value: sql`d.resolved_at` },
    {
      key: 'decision',
      label: 'Decision',
      type: 'enum',
      labels: enumLabels(disputeDecisions),
      value: sql`d.decision`,
    },
  ],
  rows: ({ filter }, rows) => {
    const meant =
      rows.kind === 'ids'
        ? sql`d.id in (select value from json_each(${JSON.stringify(rows.ids)}))`
        : matchingDisputes(rows.kind === 'all' ? everyDispute : filter);
    return sql`from ${disputeTables} where ${meant} order by ${disputeOrder}`;
  },
  chosen: ({ filter }) => [
    ['Search', filter.search],
    ['State', filter.states.map((state) => states[state]).join(', ')],
    ['Reason', filter.reasons.map((reason) => reasons[reason]).join(', ')],
    ['Priority', filter.priorities.join(', ')],
    ['Order', filter.orderId === null ? '' : String(filter.orderId)],
    ['Customer no.', filter.customerId === null ? '' : String(filter.customerId)],
  ],
});
