/** The parts of an account's drawer, as they stand in the URL. */
export const accountParts = ['account', 'history', 'usage', 'sessions'] as const;
export type AccountPart = (typeof accountParts)[number];
