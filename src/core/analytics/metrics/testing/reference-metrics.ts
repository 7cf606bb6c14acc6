import type { MetricName } from '#contract/metrics/metrics.ts';
import type { ChannelRow, CustomerRow, OrderRow, PaymentRow } from './raw-rows.ts';

/** Rows of one cell of an answer. `…Before` are all up to the end of its period. */
export type RowsOfCell = {
  readonly orders: readonly OrderRow[];
  readonly completed: readonly OrderRow[];
  readonly customers: readonly CustomerRow[];
  readonly customersBefore: readonly CustomerRow[];
  readonly channelsBefore: readonly ChannelRow[];
  readonly payments: readonly PaymentRow[];
};

type Reference = (rows: RowsOfCell) => bigint | null;

function total<Row>(rows: readonly Row[], of: (row: Row) => bigint): bigint {
  let sum = 0n;
  for (const row of rows) sum += of(row);
  return sum;
}

const size = (value: bigint): bigint => (value < 0n ? -value : value);

/** By long division: whole part, then half of the divisor decides. */
function over(dividend: bigint, divisor: bigint): bigint | null {
  if (divisor === 0n) return null;
  let quotient = size(dividend) / size(divisor);
  const rest = size(dividend) - quotient * size(divisor);
  if (rest + rest >= size(divisor)) quotient += 1n;
  return dividend < 0n === divisor < 0n ? quotient : -quotient;
}

const withStatus = (rows: readonly OrderRow[], ...statuses: string[]): OrderRow[] =>
  rows.filter(({ status }) => statuses.includes(status));
const counted = (rows: readonly unknown[]): bigint => BigInt(rows.length);
const prices = (rows: readonly OrderRow[]): bigint => total(rows, (row) => row.price_micros);
const refunded = (rows: readonly OrderRow[]): bigint => total(rows, (row) => row.refunded_micros);
const commission = (rows: readonly OrderRow[]): bigint => total(rows, (row) => row.commission_micros);
const completed = (rows: readonly OrderRow[]): OrderRow[] => withStatus(rows, 'completed');
const ended = (rows: readonly OrderRow[]): OrderRow[] =>
  withStatus(rows, 'completed', 'rejected', 'cancelled', 'refunded');
const open = (rows: readonly OrderRow[]): OrderRow[] =>
  withStatus(rows, 'pending', 'confirmed', 'published', 'disputed');
const views = (rows: readonly OrderRow[]): bigint => total(rows, (row) => BigInt(row.views ?? 0));
const known = (rows: readonly OrderRow[]): OrderRow[] =>
  completed(rows).filter((row) => row.conversion_value_micros !== null);
const conversions = (rows: readonly OrderRow[]): bigint =>
  total(known(rows), (row) => row.conversion_value_micros ?? 0n);
const paid = (rows: readonly PaymentRow[], kind: string): bigint =>
  total(
    rows.filter((row) => row.state === 'succeeded' && row.kind === kind),
    (row) => row.amount_micros,
  );
const statusIs =
  (status: string): Reference =>
  ({ orders }) =>
    counted(withStatus(orders, status));

/** Each metric a second time, from the rows and from what its words say, not from its formula. */
export const referenceMetrics: Readonly<Record<MetricName, Reference>> = {
  orders: ({ orders }) => counted(orders),
  orders_draft: statusIs('draft'),
  orders_pending: statusIs('pending'),
  orders_confirmed: statusIs('confirmed'),
  orders_published: statusIs('published'),
  orders_completed: statusIs('completed'),
  orders_rejected: statusIs('rejected'),
  orders_cancelled: statusIs('cancelled'),
  orders_disputed: statusIs('disputed'),
  orders_refunded: statusIs('refunded'),
  orders_open: ({ orders }) => counted(open(orders)),
  orders_settled: ({ orders }) => counted(ended(orders)),
  completion_rate: ({ orders }) => over(counted(completed(orders)) * 1_000_000n, counted(ended(orders))),
  order_value: ({ orders }) => prices(orders),
  average_order_value: ({ orders }) => over(prices(orders), counted(orders)),
  spend: ({ orders }) => prices(completed(orders)) - refunded(completed(orders)),
  order_earnings: ({ orders }) =>
    prices(completed(orders)) - refunded(completed(orders)) - commission(completed(orders)),
  refunds: ({ orders }) => refunded(orders),
  committed: ({ orders }) => prices(open(orders)),
  reach: ({ orders }) => views(orders),
  cost_per_thousand_views: ({ orders }) =>
    over((prices(completed(orders)) - refunded(completed(orders))) * 1_000n, views(completed(orders))),
  conversion_value: ({ orders }) => conversions(orders),
  return_on_spend: ({ orders }) =>
    over(conversions(orders) * 1_000_000n, prices(known(orders)) - refunded(known(orders))),
  completed_orders: ({ completed: rows }) => counted(rows),
  sales: ({ completed: rows }) => prices(rows),
  revenue: ({ completed: rows }) => commission(rows),
  earnings: ({ completed: rows }) => prices(rows) - refunded(rows) - commission(rows),
  average_completed_value: ({ completed: rows }) => over(prices(rows), counted(rows)),
  take_rate: ({ completed: rows }) => over(commission(rows) * 1_000_000n, prices(rows) - refunded(rows)),
  new_customers: ({ customers }) => counted(customers),
  customers: ({ customersBefore }) => counted(customersBefore),
  suspended_customers: ({ customersBefore }) =>
    counted(customersBefore.filter(({ state }) => state === 'suspended')),
  channels: ({ channelsBefore }) => counted(channelsBefore),
  approved_channels: ({ channelsBefore }) =>
    counted(channelsBefore.filter(({ state }) => state === 'approved')),
  deposits: ({ payments }) => paid(payments, 'deposit'),
  withdrawals: ({ payments }) => paid(payments, 'withdrawal'),
  payouts: ({ payments }) => paid(payments, 'payout'),
  net_deposits: ({ payments }) =>
    paid(payments, 'deposit') - paid(payments, 'withdrawal') - paid(payments, 'payout'),
};
