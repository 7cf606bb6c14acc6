import type { MetricFact } from '#contract/metrics/metric.ts';
import { channelsMirror } from '../../marketplace/channels/mirror.ts';
import { customersMirror } from '../../marketplace/customers/mirror.ts';
import { customersByRole } from '../../marketplace/customers/rollups.ts';
import { paymentsMirror } from '../../marketplace/payments/mirror.ts';
import { paymentsByState } from '../../marketplace/payments/rollups.ts';
import { orderReadings, revenueReadings } from './order-readings.ts';
import type { Reading } from './reading.ts';

export type Fact = {
  readonly readings: readonly Reading[];
  /** Where the first and the last time that there is something of can be looked up: of sums by day, or of rows. */
  readonly extent: {
    readonly table: string;
    readonly column: string;
    readonly unit: 'day' | 'instant';
  };
};

const paymentOf = (kind: string): string =>
  `case when state = 'succeeded' and kind = '${kind}' then amount_micros else 0 end`;

/** From what the questions about each fact are answered. */
export const facts: Readonly<Record<MetricFact, Fact>> = {
  orders: {
    readings: orderReadings,
    extent: { table: 'orders_by_category_day', column: 'period', unit: 'day' },
  },
  revenue: {
    readings: revenueReadings,
    extent: { table: 'revenue_by_category_day', column: 'period', unit: 'day' },
  },
  customers: {
    readings: [
      {
        kind: 'sums',
        rollup: customersByRole,
        mirror: customersMirror,
        columns: { role: 'role', country: 'country' },
      },
    ],
    extent: { table: 'customers_by_role_day', column: 'period', unit: 'day' },
  },
  channels: {
    readings: [
      {
        kind: 'rows',
        source: {
          mirror: channelsMirror,
          time: 'created_at',
          measures: { rows: '1', approved: `case when state = 'approved' then 1 else 0 end` },
          columns: ['created_at', 'state', 'category', 'owner_id'],
        },
        needs: [],
        columns: { category: 'category', editor: 'owner_id' },
      },
    ],
    extent: { table: 'channels', column: 'created_at', unit: 'instant' },
  },
  payments: {
    readings: [
      {
        kind: 'sums',
        rollup: paymentsByState,
        mirror: paymentsMirror,
        columns: { currency: 'currency' },
        always: { state: ['succeeded'] },
      },
      {
        kind: 'rows',
        source: {
          mirror: paymentsMirror,
          time: 'settled_at',
          measures: {
            deposits: paymentOf('deposit'),
            withdrawals: paymentOf('withdrawal'),
            payouts: paymentOf('payout'),
          },
          columns: ['settled_at', 'state', 'kind', 'amount_micros', 'currency', 'customer_id'],
        },
        needs: ['advertiser'],
        scan: { rollup: paymentsByState, mirror: paymentsMirror, of: 'all' },
        columns: { currency: 'currency', advertiser: 'customer_id' },
        always: { state: ['succeeded'] },
      },
    ],
    extent: { table: 'payments_by_state_day', column: 'period', unit: 'day' },
  },
};
