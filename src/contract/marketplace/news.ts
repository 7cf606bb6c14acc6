import { z } from 'zod';
import { instantSchema } from '../time.ts';

const count = z.int().nonnegative();

export const sinceSchema = z.object({ since: instantSchema });

/** What happened on the marketplace from an instant on. Each number is the length of the list that a filter shows. */
export const marketNewsSchema = z.object({
  created: count,
  completed: count,
  disputed: count,
  /** Customers, whatever became of them since. */
  flagged: count,
  suspended: count,
});
export type MarketNews = z.infer<typeof marketNewsSchema>;

/** A customer is watched above this score, flagged or not. */
export const highRisk = 70;

/** What waits for somebody on the marketplace. */
export const marketWaitingSchema = z.object({
  /** Orders that wait for their editor. */
  toConfirm: count,
  /** Orders that were to be published, or whose time is over. */
  overdue: count,
  escalatedDisputes: count,
  channelsToDecide: count,
  /** Customers with a score above `highRisk` that are not suspended. */
  risky: count,
  verifications: count,
  urgentVerifications: count,
});
export type MarketWaiting = z.infer<typeof marketWaitingSchema>;

export const paymentNewsSchema = z.object({
  failed: count,
  /** Money that is on its way out, however long already. */
  pendingWithdrawals: count,
  pendingPayouts: count,
});
export type PaymentNews = z.infer<typeof paymentNewsSchema>;
