import type { MetricName } from '#contract/metrics/metrics.ts';
import type { ChartTheme } from '../components/chart/chart-theme.ts';

/** Statuses keep their colour on every chart: calm for what goes well, warm for what does not. */
const ownColours: Partial<Record<MetricName, string>> = {
  orders_completed: '--mantine-color-cobalt-5',
  orders_published: '--mantine-color-teal-4',
  orders_confirmed: '--mantine-color-blue-3',
  orders_pending: '--mantine-color-gray-4',
  orders_draft: '--mantine-color-gray-5',
  orders_rejected: '--mantine-color-yellow-4',
  orders_cancelled: '--mantine-color-orange-4',
  orders_disputed: '--mantine-color-red-5',
  orders_refunded: '--mantine-color-violet-4',
};

/** In an order in which neighbours differ in lightness too, for those who see fewer colours. */
const order = [
  '--mantine-color-cobalt-5',
  '--mantine-color-orange-4',
  '--mantine-color-teal-5',
  '--mantine-color-violet-4',
  '--mantine-color-yellow-5',
];

export function metricColour(name: MetricName, index: number): (theme: ChartTheme) => string {
  const variable = ownColours[name] ?? order[index % order.length] ?? '--mantine-color-cobalt-5';
  return (theme) => theme.colour(variable);
}
