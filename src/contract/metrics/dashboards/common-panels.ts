import { orderStatuses } from '../../marketplace/orders.ts';
import { statusMetric } from '../order-metrics.ts';
import type { SeriesPanel } from './dashboard.ts';

/** What became of the orders, those that ended well at the bottom. */
export const ordersByStatusPanel: SeriesPanel = {
  kind: 'series',
  id: 'orders-by-status',
  title: 'Orders by status',
  description: 'By the day they were created, as they stand now.',
  metrics: [
    'orders_completed',
    ...orderStatuses.filter((status) => status !== 'completed').map(statusMetric),
  ],
  look: 'stack',
  half: true,
};
