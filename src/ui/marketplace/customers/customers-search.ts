import { z } from 'zod';
import { customerIdSchema } from '#contract/ids.ts';
import { type CustomerFilter, customerSortColumns } from '#contract/marketplace/customer.ts';
import { customerRoles, customerStates } from '#contract/marketplace/customers.ts';
import { sortFromText } from '../../components/data-grid/sort-text.ts';

export const customerParts = ['overview', 'statement'] as const;
export type CustomerPart = (typeof customerParts)[number];

/** What of the customers page stands in its URL. A part that was edited into nonsense falls back alone. */
export const customersSearchSchema = z.object({
  q: z.coerce.string().max(200).optional().catch(undefined),
  role: z.array(z.enum(customerRoles)).optional().catch(undefined),
  state: z.array(z.enum(customerStates)).optional().catch(undefined),
  sort: z.string().optional().catch(undefined),
  customer: customerIdSchema.optional().catch(undefined),
  part: z.enum(customerParts).optional().catch(undefined),
});
export type CustomersSearch = z.infer<typeof customersSearchSchema>;

export function customersSort(search: CustomersSearch) {
  return sortFromText(search.sort, customerSortColumns, { column: 'id', descending: false });
}

export function customersFilter({ q, role, state }: CustomersSearch): CustomerFilter {
  return { search: q?.trim() ?? '', roles: role ?? [], states: state ?? [] };
}

export const noFilter = { q: undefined, role: undefined, state: undefined } as const;
