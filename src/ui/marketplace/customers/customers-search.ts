import { z } from 'zod';
import { customerIdSchema } from '#contract/ids.ts';
import { type CustomerFilter, customerSortColumns } from '#contract/marketplace/customer.ts';
import { customerRoles, customerStates } from '#contract/marketplace/customers.ts';
import { instantSchema } from '#contract/time.ts';
import { sortFromText } from '../../components/data-grid/sort-text.ts';

export const customerParts = ['overview', 'risk', 'timeline', 'ratings', 'statement'] as const;
export type CustomerPart = (typeof customerParts)[number];

/** What of the customers page stands in its URL. A part that was edited into nonsense falls back alone. */
export const customersSearchSchema = z.object({
  q: z.coerce.string().max(200).optional().catch(undefined),
  role: z.array(z.enum(customerRoles)).optional().catch(undefined),
  state: z.array(z.enum(customerStates)).optional().catch(undefined),
  country: z.array(z.string().max(2)).optional().catch(undefined),
  verified: z
    .array(z.enum(['yes', 'no']))
    .optional()
    .catch(undefined),
  leastRisk: z.coerce.number().int().min(0).max(100).optional().catch(undefined),
  mostRisk: z.coerce.number().int().min(0).max(100).optional().catch(undefined),
  became: z
    .object({ state: z.enum(['flagged', 'suspended']), since: instantSchema })
    .optional()
    .catch(undefined),
  add: z.boolean().optional().catch(undefined),
  sort: z.string().optional().catch(undefined),
  customer: customerIdSchema.optional().catch(undefined),
  part: z.enum(customerParts).optional().catch(undefined),
});
export type CustomersSearch = z.infer<typeof customersSearchSchema>;

export function customersSort(search: CustomersSearch) {
  return sortFromText(search.sort, customerSortColumns, { column: 'id', descending: false });
}

export function customersFilter(search: CustomersSearch): CustomerFilter {
  const { q, role, state, country, verified, leastRisk, mostRisk, became } = search;
  return {
    search: q?.trim() ?? '',
    roles: role ?? [],
    states: state ?? [],
    countries: country ?? [],
    // Both of them are no filter.
    verified: verified?.length === 1 ? verified[0] === 'yes' : null,
    leastRisk: leastRisk ?? 0,
    mostRisk: mostRisk ?? 100,
    became: became ?? null,
  };
}

export const noFilter = {
  q: undefined,
  role: undefined,
  state: undefined,
  country: undefined,
  verified: undefined,
  leastRisk: undefined,
  mostRisk: undefined,
  became: undefined,
} as const;

export function isFiltered(search: CustomersSearch): boolean {
  const { q, role, state, country, verified, leastRisk, mostRisk, became } = search;
  return [q, role, state, country, verified, leastRisk, mostRisk, became].some(
    (value) => value !== undefined,
  );
}
