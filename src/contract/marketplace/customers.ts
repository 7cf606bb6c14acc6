/** What a customer of the marketplace does there. */
export const customerRoles = ['advertiser', 'editor', 'both', 'admin'] as const;
export type CustomerRole = (typeof customerRoles)[number];

/** `flagged` waits for a review and may still trade; `suspended` may not. */
export const customerStates = ['active', 'flagged', 'suspended'] as const;
export type CustomerState = (typeof customerStates)[number];

/** How an order made its customer part of a month: for the first time, as in the month before, after a break, or not any more. */
export const orderingKinds = ['any', 'fresh', 'kept', 'back', 'lost'] as const;
export type OrderingKind = (typeof orderingKinds)[number];

/** Rows of a customer's timeline: each act is one of these, and is never changed afterwards. */
export const customerEventKinds = [
  'signed_up',
  'added',
  'edited',
  'noted',
  'verified',
  'verification_ended',
  /** The score moved and the state did not. */
  'risk_changed',
  'flagged',
  /** The flag was taken away: by an operator, or because the score fell. */
  'cleared',
  'suspended',
  'reinstated',
  /** An operator pinned the score or the state. */
  'overridden',
  'override_ended',
] as const;
export type CustomerEventKind = (typeof customerEventKinds)[number];
