import type { SumRollup } from '../../cache/rollups/rollup.ts';

/** Money that came in and went out, by the day it did. */
export const paymentsByState = {
  kind: 'sum',
  name: 'payments_by_state',
  source: 'payments',
  time: 'settled_at',
  grains: ['day', 'month'],
  dimensions: [{ column: 'state' }, { column: 'currency' }],
  measures: [
    { name: 'deposits', column: 'amount_micros', where: { column: 'kind', in: ['deposit'] } },
    { name: 'withdrawals', column: 'amount_micros', where: { column: 'kind', in: ['withdrawal'] } },
    { name: 'payouts', column: 'amount_micros', where: { column: 'kind', in: ['payout'] } },
  ],
  clustered: 'time',
} as const satisfies SumRollup;

export const paymentRollups = [paymentsByState] as const;
