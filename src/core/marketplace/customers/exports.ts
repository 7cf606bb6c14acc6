import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { customerFilterSchema, customerSortColumns } from '#contract/marketplace/customer.ts';
import { customerRoles, customerStates } from '#contract/marketplace/customers.ts';
import { enumLabels } from '../../exports/enum-labels.ts';
import { exportedTable } from '../../exports/exported-table.ts';
import { customerOrder, matchingCustomers } from './queries/list-customers.ts';

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
  rows: ({ filter, sort }, rows) => {
    const meant =
      rows.kind === 'ids'
        ? sql`customers.id in (select value from json_each(${JSON.stringify(rows.ids)}))`
        : matchingCustomers(rows.kind === 'all' ? everyCustomer : filter);
    return sql`from customers where ${meant} order by ${customerOrder(sort)}`;
  },
  chosen: ({ filter }) => [
    ['Search', filter.search],
    ['Role', filter.roles.map((role) => roles[role]).join(', ')],
    ['State', filter.states.map((state) => states[state]).join(', ')],
  ],
});
