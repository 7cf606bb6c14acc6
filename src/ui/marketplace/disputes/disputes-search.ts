import { z } from 'zod';
import type { DisputeFilter } from '#contract/disputes.ts';
import { disputeIdSchema, orderIdSchema } from '#contract/ids.ts';
import { instantSchema } from '#contract/time.ts';
import { disputeReasons, disputeStates } from '#contract/marketplace/disputes.ts';

export const disputePriorities = [1, 2, 3, 4, 5] as const;

/** What of the disputes page stands in its URL. A part that was edited into nonsense falls back alone. */
export const disputesSearchSchema = z.object({
  q: z.coerce.string().max(200).optional().catch(undefined),
  state: z.array(z.enum(disputeStates)).optional().catch(undefined),
  reason: z.array(z.enum(disputeReasons)).optional().catch(undefined),
  priority: z.array(z.int().min(1).max(5)).optional().catch(undefined),
  since: instantSchema.optional().catch(undefined),
  dispute: disputeIdSchema.optional().catch(undefined),
  /** The dispute of this order is opened. */
  ofOrder: orderIdSchema.optional().catch(undefined),
});
export type DisputesSearch = z.infer<typeof disputesSearchSchema>;

export function disputesFilter({ q, state, reason, priority, since }: DisputesSearch): DisputeFilter {
  return {
    search: q?.trim() ?? '',
    states: state ?? [],
    reasons: reason ?? [],
    priorities: priority ?? [],
    orderId: null,
    customerId: null,
    openedSince: since ?? null,
  };
}

export function isFiltered({ search, states, reasons, priorities, openedSince }: DisputeFilter): boolean {
  return (
    search !== '' || states.length > 0 || reasons.length > 0 || priorities.length > 0 || openedSince !== null
  );
}

export const noFilter = {
  q: undefined,
  state: undefined,
  reason: undefined,
  priority: undefined,
  since: undefined,
} as const;
