import { sql } from 'drizzle-orm';
import { z } from 'zod';
import {
  type CustomerFilter,
  customerFilterSchema,
  customerSortColumns,
} from '#contract/marketplace/customer.ts';
import { customerRoles, customerStates, type OrderingKind } from '#contract/marketplace/customers.ts';
import { enumLabels } from '../../exports/enum-labels.ts';
import { exportedTable } from '../../exports/exported-table.ts';
import { daysText } from '../days-text.ts';
import { customerOrder } from './queries/list-customers.ts';
import { matchingCustomers } from './queries/matching-customers.ts';

const roles = enumLabels(customerRoles);
const states = enumLabels(customerStates);
const everyCustomer = customerFilterSchema.parse({});

/** Customers as their grid shows them. */
export const customersExport = exportedTable({
  name: 'customers',
  title: 'Customers',
  permission: 'marketplace:read',
  input: z.object({
    filter: customerFilterSchema,
    sort: z.object({ column: z.enum(customerSortColumns), descending: z.boolean() }),
  }),
  columns: [
    { key: 'id', label: 'No.', type: 'integer', value: sql`customers.id` },
    { key: 'name', label: 'Name', type: 'text', value: sql`customers.name` },
    { key: 'role', label: 'Role', type: 'enum', labels: roles, value: sql`customers.role` },
    { key: 'state', label: 'State', type: 'enum', labels: states, value: sql`customers.state` },
    { key: 'riskScore', label: 'Risk', type: 'integer', value: sql`customers.risk_score` },
    { key: 'verified', label: 'Verified', type: 'instant', value: sql`customers.verified_at` },
    { key: 'country', label: 'Country', type: 'text', value: sql`customers.country` },
    { key: 'lastActiveAt', label: 'Active', type: 'instant', value: sql`customers.last_active_at` },
    { key: 'createdAt', label: 'Signed up', type: 'instant', value: sql`customers.created_at` },
  ],
  rows: async ({ filter, sort }, rows, cache) => {
    const meant =
      rows.kind === 'ids'
        ? sql`customers.id in (select value from json_each(${JSON.stringify(rows.ids)}))`
        : await matchingCustomers(cache, rows.kind === 'all' ? everyCustomer : filter);
    return sql`from customers where ${meant} order by ${customerOrder(sort)}`;
  },
  chosen: ({ filter }) => [
    ['Search', filter.search],
    ['Role', filter.roles.map((role) => roles[role]).join(', ')],
    ['State', filter.states.map((state) => states[state]).join(', ')],
    ['Country', filter.countries.map((country) => (country === '' ? 'not known' : country)).join(', ')],
    ['Signed up', daysText(filter.signedUp)],
    ['Active since', filter.activeSince === null ? '' : new Date(filter.activeSince).toISOString()],
    ['Ordering', orderingText(filter.ordering)],
  ],
});

const ordered = {
  any: 'in',
  fresh: 'for the first time in',
  kept: 'again in',
  back: 'after a break in',
  lost: 'no more in',
} as const satisfies Record<OrderingKind, string>;

function orderingText(ordering: CustomerFilter['ordering']): string {
  return ordering === null ? '' : `${ordered[ordering.as]} ${ordering.month.slice(0, 7)}`;
}
