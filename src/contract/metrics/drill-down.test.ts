import { expect, test } from 'vitest';
import { channelFilterSchema } from '../marketplace/channel.ts';
import { customerFilterSchema } from '../marketplace/customer.ts';
import { orderFilterSchema } from '../marketplace/order.ts';
import { paymentFilterSchema } from '../marketplace/payment.ts';
import { rowsBehind } from './drill-down.ts';
import { metricFiltersSchema } from './metric-query.ts';
import { metricNames } from './metrics.ts';
import { growthBehind, hourBehind, retainedBehind } from './rows-of-panels.ts';

const range = { from: '2026-02-10', to: '2026-03-09' };
const filtersOf = (filters: object) => metricFiltersSchema.parse(filters);

test('every metric leads to rows', () => {
  for (const name of metricNames) expect(rowsBehind(name, range, {}, 'USD')).not.toBeNull();
});

test('orders by the days they were created, revenue by those they were completed', () => {
  expect(rowsBehind('orders_disputed', range, filtersOf({ category: ['tech'] }), 'USD')).toEqual({
    rows: 'orders',
    filter: orderFilterSchema.parse({ created: range, statuses: ['disputed'], categories: ['tech'] }),
  });
  expect(rowsBehind('revenue', range, {}, 'EUR')).toEqual({
    rows: 'orders',
    filter: orderFilterSchema.parse({ completed: range, statuses: ['completed'], currency: 'EUR' }),
  });
  expect(rowsBehind('orders', range, filtersOf({ channel: [1, 2] }), null)).toBeNull();
});

test('customers by the days they signed up: new ones in the period, all of them up to its end', () => {
  const filters = filtersOf({ role: ['editor'], country: ['DE', ''] });
  expect(rowsBehind('new_customers', range, filters, null)).toEqual({
    rows: 'customers',
    filter: customerFilterSchema.parse({ signedUp: range, roles: ['editor'], countries: ['DE', ''] }),
  });
  expect(rowsBehind('suspended_customers', range, {}, null)).toEqual({
    rows: 'customers',
    filter: customerFilterSchema.parse({ signedUp: { to: '2026-03-09' }, states: ['suspended'] }),
  });
});

test('payments that succeeded, of one currency and one customer', () => {
  expect(rowsBehind('payouts', range, filtersOf({ advertiser: 7 }), 'EUR')).toEqual({
    rows: 'payments',
    filter: paymentFilterSchema.parse({
      settled: range,
      states: ['succeeded'],
      kinds: ['payout'],
      currency: 'EUR',
      customerId: 7,
    }),
  });
  expect(rowsBehind('net_deposits', range, {}, 'EUR')).toMatchObject({
    filter: { kinds: ['deposit', 'withdrawal', 'payout'] },
  });
});

test('channels up to the end of the period', () => {
  expect(rowsBehind('approved_channels', range, filtersOf({ category: ['news'], editor: 3 }), null)).toEqual({
    rows: 'channels',
    filter: channelFilterSchema.parse({
      added: { to: '2026-03-09' },
      states: ['approved'],
      categories: ['news'],
      ownerId: 3,
    }),
  });
});

test('months of advertisers, and whole months of an hour of the week', () => {
  expect(retainedBehind('2025-11-01', 3)).toMatchObject({
    filter: {
      signedUp: { from: '2025-11-01', to: '2025-11-30' },
      ordering: { month: '2026-02-01', as: 'any' },
    },
  });
  expect(growthBehind('2026-02-01', 'lost')).toMatchObject({
    rows: 'customers',
    filter: { ordering: { month: '2026-02-01', as: 'lost' } },
  });
  expect(hourBehind(range, 30)).toMatchObject({
    rows: 'orders',
    filter: { created: { from: '2026-02-01', to: '2026-03-31' }, hourOfWeek: 30 },
  });
});
