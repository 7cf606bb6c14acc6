import { useQuery } from '@tanstack/react-query';
import type { RankingPanel } from '#contract/metrics/dashboards/dashboard.ts';
import { trendQuery } from '#contract/metrics/dashboards/panel-queries.ts';
import { useTRPC } from '../app/trpc.ts';
import { useDashboard } from './dashboard-context.ts';
import { kept } from './kept-answer.ts';
import { runOf } from './run-of.ts';

/** The run of a ranking's first number in each row, by its key; nothing until it is known, or where none is drawn. */
export function useTrends(panel: RankingPanel): (key: string) => readonly (number | null)[] {
  const { dashboard, state } = useDashboard();
  const trpc = useTRPC();
  const [first = 'orders'] = panel.metrics;
  const { data } = useQuery({
    ...trpc.metrics.query.queryOptions(trendQuery(dashboard, panel, state)),
    ...kept,
    enabled: panel.trend === true,
  });
  return (key) =>
    data === undefined
      ? []
      : runOf(
          data.periods,
          data.rows.filter(({ keys }) => keys[0] === key),
          0,
          first,
        );
}
