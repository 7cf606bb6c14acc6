/** What a customer of the marketplace does there. */
export const customerRoles = ['advertiser', 'editor', 'both', 'admin'] as const;
export type CustomerRole = (typeof customerRoles)[number];

/** `flagged` waits for a review and may still trade; `suspended` may not. */
export const customerStates = ['active', 'flagged', 'suspended'] as const;
export type CustomerState = (typeof customerStates)[number];
