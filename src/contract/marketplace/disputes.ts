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

/** A message of one side, a note among operators, what the looks at the post came to, what was decided by. */
export const evidenceKinds = ['statement', 'message', 'note', 'looks', 'decision'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

export const evidenceSides = ['advertiser', 'editor', 'operator', 'system'] as const;
export type EvidenceSide = (typeof evidenceSides)[number];
