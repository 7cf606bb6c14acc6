import { z } from 'zod';
import { dateSchema, daysUpToSchema } from '#contract/analytics.ts';
import { customerIdSchema } from '#contract/ids.ts';
import { type CustomerFilter, customerSortColumns } from '#contract/marketplace/customer.ts';
import { customerRoles, customerStates, orderingKinds } from '#contract/marketplace/customers.ts';
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
  /** Days that they signed up on. */
  signedUp: daysUpToSchema.optional().catch(undefined),
  /** Last active then or later. */
  active: instantSchema.optional().catch(undefined),
  /** What they did in a month, which is named by its first day. */
  ordering: z
    .object({ month: dateSchema, as: z.enum(orderingKinds) })
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
    signedUp: search.signedUp ?? null,
    activeSince: search.active ?? null,
    ordering: search.ordering ?? null,
  };
}

/** What of the page has to stand in its URL to show the customers of a filter. */
export function customersSearchOf(filter: CustomerFilter): CustomersSearch {
  const { search, roles, states, countries, verified, leastRisk, mostRisk } = filter;
  return {
    q: search === '' ? undefined : search,
    role: roles.length === 0 ? undefined : roles,
    state: states.length === 0 ? undefined : states,
    country: countries.length === 0 ? undefined : countries,
    verified: verified === null ? undefined : [verified ? 'yes' : 'no'],
    leastRisk: leastRisk > 0 ? leastRisk : undefined,
    mostRisk: mostRisk < 100 ? mostRisk : undefined,
    became: filter.became ?? undefined,
    signedUp: filter.signedUp ?? undefined,
    active: filter.activeSince ?? undefined,
    ordering: filter.ordering ?? undefined,
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
  signedUp: undefined,
  active: undefined,
  ordering: undefined,
} as const;

export function isFiltered(search: CustomersSearch): boolean {
  const { q, role, state, country, verified, leastRisk, mostRisk, became, signedUp, active, ordering } =
    search;
  return [q, role, state, country, verified, leastRisk, mostRisk, became, signedUp, active, ordering].some(
    (value) => value !== undefined,
  );
}
