import { expect, test } from 'vitest';
import { channelFilterSchema } from '#contract/marketplace/channel.ts';
import { customerFilterSchema } from '#contract/marketplace/customer.ts';
import { orderFilterSchema } from '#contract/marketplace/order.ts';
import { paymentFilterSchema } from '#contract/marketplace/payment.ts';
import { channelsFilter, channelsSearchSchema } from '../marketplace/channels/channels-search.ts';
import { customersFilter, customersSearchSchema } from '../marketplace/customers/customers-search.ts';
import { ordersFilter, ordersSearchSchema } from '../marketplace/orders/orders-search.ts';
import { paymentsFilter, paymentsSearchSchema } from '../marketplace/payments/payments-search.ts';
import { rowsLink } from './rows-link.ts';

const searchOf = (behind: Parameters<typeof rowsLink>[0]) => rowsLink(behind).search;
const range = { from: '2026-01-01', to: '2026-01-31' };

test('the page of a link filters by exactly what led there', () => {
  const orders = orderFilterSchema.parse({
    search: 'news',
    statuses: ['completed'],
    categories: ['tech'],
    advertiserId: 1,
    editorId: 2,
    channelId: 3,
    currency: 'EUR',
    created: range,
    completed: range,
    hourOfWeek: 0,
    since: { what: 'created', at: 5 },
    overdue: true,
  });
  const customers = customerFilterSchema.parse({
    search: 'Sam',
    roles: ['both'],
    states: ['suspended'],
    countries: ['', 'DE'],
    verified: false,
    leastRisk: 10,
    mostRisk: 90,
    became: { state: 'flagged', since: 5 },
    signedUp: { to: '2026-01-31' },
    activeSince: 7,
    ordering: { month: '2026-01-01', as: 'back' },
  });
  const payments = paymentFilterSchema.parse({
    search: '#5',
    kinds: ['payout'],
    states: ['succeeded'],
    customerId: 4,
    settledSince: 5,
    settled: range,
    currency: 'EUR',
  });
  const channels = channelFilterSchema.parse({
    search: 'news',
    states: ['approved'],
    categories: ['tech'],
    ownerId: 9,
    added: range,
  });
  expect(ordersFilter(ordersSearchSchema.parse(searchOf({ rows: 'orders', filter: orders })))).toEqual(
    orders,
  );
  expect(
    customersFilter(customersSearchSchema.parse(searchOf({ rows: 'customers', filter: customers }))),
  ).toEqual(customers);
  expect(
    paymentsFilter(paymentsSearchSchema.parse(searchOf({ rows: 'payments', filter: payments }))),
  ).toEqual(payments);
  expect(
    channelsFilter(channelsSearchSchema.parse(searchOf({ rows: 'channels', filter: channels }))),
  ).toEqual(channels);
});

test('what is not narrowed stands in no URL', () => {
  const filter = customerFilterSchema.parse({});
  expect(rowsLink({ rows: 'customers', filter })).toMatchObject({ to: '/marketplace/customers', search: {} });
});

test('an hour of the week whose days were taken out of a URL is none', () => {
  expect(ordersFilter(ordersSearchSchema.parse({ hour: 30 })).hourOfWeek).toBeNull();
});
