import { z } from 'zod';
import { dateRangeSchema } from '#contract/analytics.ts';
import { customerIdSchema } from '#contract/ids.ts';
import { paymentKinds, paymentStates } from '#contract/marketplace/money.ts';
import type { PaymentFilter } from '#contract/marketplace/payment.ts';
import { currencySchema } from '#contract/money.ts';
import { instantSchema } from '#contract/time.ts';
import { sortFromText } from '../../components/data-grid/sort-text.ts';

/** What of the payments page stands in its URL. A part that was edited into nonsense falls back alone. */
export const paymentsSearchSchema = z.object({
  q: z.coerce.string().max(200).optional().catch(undefined),
  kind: z.array(z.enum(paymentKinds)).optional().catch(undefined),
  state: z.array(z.enum(paymentStates)).optional().catch(undefined),
  customer: customerIdSchema.optional().catch(undefined),
  /** Settled from then on. */
  since: instantSchema.optional().catch(undefined),
  /** The same, by days. */
  settled: dateRangeSchema.optional().catch(undefined),
  currency: currencySchema.optional().catch(undefined),
  sort: z.string().optional().catch(undefined),
});
export type PaymentsSearch = z.infer<typeof paymentsSearchSchema>;

export function paymentsSort(search: PaymentsSearch) {
  return sortFromText(search.sort, ['id'], { column: 'id', descending: true });
}

export function paymentsFilter(search: PaymentsSearch): PaymentFilter {
  const { q, kind, state, customer, since, settled, currency } = search;
  return {
    search: q?.trim() ?? '',
    kinds: kind ?? [],
    states: state ?? [],
    customerId: customer ?? null,
    settledSince: since ?? null,
    settled: settled ?? null,
    currency: currency ?? null,
  };
}

/** What of the page has to stand in its URL to show the payments of a filter. */
export function paymentsSearchOf(filter: PaymentFilter): PaymentsSearch {
  const { search, kinds, states } = filter;
  return {
    q: search === '' ? undefined : search,
    kind: kinds.length === 0 ? undefined : kinds,
    state: states.length === 0 ? undefined : states,
    customer: filter.customerId ?? undefined,
    since: filter.settledSince ?? undefined,
    settled: filter.settled ?? undefined,
    currency: filter.currency ?? undefined,
  };
}

export function isFiltered(filter: PaymentFilter): boolean {
  const { search, kinds, states, ...one } = filter;
  return (
    search !== '' ||
    kinds.length > 0 ||
    states.length > 0 ||
    Object.values(one).some((value) => value !== null)
  );
}

export const noFilter = {
  q: undefined,
  kind: undefined,
  state: undefined,
  customer: undefined,
  since: undefined,
  settled: undefined,
  currency: undefined,
} as const;
