import { mirror } from '../../cache/mirror.ts';
import { placementChecks, placements } from './schema.ts';

export const placementsMirror = mirror(placements, { without: ['claim', 'claimedUntil', 'askedAt'] });

/** The looks at one order's post at a time. */
export const placementChecksMirror = mirror(placementChecks, {
  indexes: { placement_checks_by_order: ['orderId', 'at'] },
  window: { column: 'at' },
});
