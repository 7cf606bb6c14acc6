export const disputeStates = ['open', 'escalated', 'resolved'] as const;
export type DisputeState = (typeof disputeStates)[number];

/** What an advertiser says is wrong. */
export const disputeReasons = [
  'not_published',
  'taken_down_early',
  'text_differs',
  'wrong_time',
  'other',
] as const;
export type DisputeReason = (typeof disputeReasons)[number];

/** The whole price back, all of it to the editor, or each their part. */
export const disputeDecisions = ['refund', 'release', 'pro_rata'] as const;
export type DisputeDecision = (typeof disputeDecisions)[number];
