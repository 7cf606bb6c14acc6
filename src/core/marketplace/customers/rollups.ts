import { customerStates } from '#contract/marketplace/customers.ts';
import type { SumRollup } from '../../cache/rollups/rollup.ts';

/** Customers by the month they signed up. */
export const customersByRole = {
  kind: 'sum',
  name: 'customers_by_role',
  source: 'customers',
  time: 'created_at',
  grains: ['day', 'month', 'total'],
  dimensions: [{ column: 'role' }, { column: 'country' }],
  measures: customerStates.map((state) => ({
    name: state,
    column: null,
    where: { column: 'state', in: [state] },
  })),
  clustered: 'time',
} as const satisfies SumRollup;

/**
 * Customers by the hour they were last active: hours, because “in the last 24 hours” does not begin at midnight. Days of UTC
 * for what lies between, so that a month is some hundred cells, however many customers there are.
 */
export const customersByActivity = {
  kind: 'sum',
  name: 'customers_by_activity',
  source: 'customers',
  time: 'last_active_at',
  grains: ['hour', 'utc_day'],
  dimensions: [{ column: 'role' }],
  measures: [],
  clustered: 'time',
} as const satisfies SumRollup;

export const customerRollups = [customersByRole, customersByActivity] as const;
