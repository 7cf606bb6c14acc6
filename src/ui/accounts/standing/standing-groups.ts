import type { PoolStatistics, Standing } from '#contract/accounts.ts';

/** Telegram has closed the account, or its owner has: it does not come back. */
export const bannedStandings = ['banned', 'deactivated'] as const satisfies Standing[];

/** The account lives, its session does not: it has to be signed in again. */
export const signedOutStandings = ['unauthorised', 'revoked', 'duplicated'] as const satisfies Standing[];

/** The account works and should be left in peace for a while. */
export const restingStandings = ['limited', 'flood_wait'] as const satisfies Standing[];

export function countOf(statistics: PoolStatistics, standings: readonly Standing[]): number {
  return standings.reduce((sum, standing) => sum + statistics.byStanding[standing], 0);
}
