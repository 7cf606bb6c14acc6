import { z } from 'zod';
import { customerIdSchema } from '#contract/ids.ts';
import { paymentKinds, paymentStates } from '#contract/marketplace/money.ts';
import type { PaymentFilter } from '#contract/marketplace/payment.ts';
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
  sort: z.string().optional().catch(undefined),
});
export type PaymentsSearch = z.infer<typeof paymentsSearchSchema>;

export function paymentsSort(search: PaymentsSearch) {
  return sortFromText(search.sort, ['id'], { column: 'id', descending: true });
}

export function paymentsFilter({ q, kind, state, customer, since }: PaymentsSearch): PaymentFilter {
  return {
    search: q?.trim() ?? '',
    kinds: kind ?? [],
    states: state ?? [],
    customerId: customer ?? null,
    settledSince: since ?? null,
  };
}

export function isFiltered({ search, kinds, states, customerId, settledSince }: PaymentFilter): boolean {
  return (
    search !== '' || kinds.length > 0 || states.length > 0 || customerId !== null || settledSince !== null
  );
}

export const noFilter = {
  q: undefined,
  kind: undefined,
  state: undefined,
  customer: undefined,
  since: undefined,
} as const;
