import type { RowsBehind } from '#contract/metrics/drill-down.ts';
import type { Permission } from '#contract/permissions.ts';
import { channelsSearchOf } from '../marketplace/channels/channels-search.ts';
import { customersSearchOf } from '../marketplace/customers/customers-search.ts';
import { ordersSearchOf } from '../marketplace/orders/orders-search.ts';
import { paymentsSearchOf } from '../marketplace/payments/payments-search.ts';

/** The page of the rows behind a number, and what has to stand in its URL to show exactly them. */
export type RowsLink = {
  readonly to: string;
  readonly search: Readonly<Record<string, unknown>>;
  readonly permission: Extract<Permission, 'marketplace:read' | 'finance:read'>;
};

export function rowsLink(behind: RowsBehind): RowsLink {
  switch (behind.rows) {
    case 'orders':
      return linkTo('orders', ordersSearchOf(behind.filter));
    case 'customers':
      return linkTo('customers', customersSearchOf(behind.filter));
    case 'payments':
      return { ...linkTo('payments', paymentsSearchOf(behind.filter)), permission: 'finance:read' };
    case 'channels':
      return linkTo('channels', channelsSearchOf(behind.filter));
  }
}

function linkTo(page: RowsBehind['rows'], search: object): RowsLink {
  const set = Object.entries(search).filter(([, value]) => value !== undefined);
  return { to: `/marketplace/${page}`, search: Object.fromEntries(set), permission: 'marketplace:read' };
}
