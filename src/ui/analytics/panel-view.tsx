import { Paper } from '@mantine/core';
import { exhaustive } from '#contract/exhaustive.ts';
import type { Panel } from '#contract/metrics/dashboards/dashboard.ts';
import { ActivePanel } from './active-panel.tsx';
import classes from './analytics.module.css';
import { BalancesPanel } from './balances-panel.tsx';
import { useDashboard } from './dashboard-context.ts';
import { GrowthPanel } from './growth-panel.tsx';
import { OrderHoursPanel } from './order-hours-panel.tsx';
import { RankingPanel } from './ranking-panel.tsx';
import { RetentionPanel } from './retention-panel.tsx';
import { SeriesPanel } from './series-panel.tsx';
import { SubscribersPanel } from './subscribers-panel.tsx';

type PanelViewProps = { readonly panel: Panel; readonly today: string };

export function PanelView({ panel, today }: PanelViewProps) {
  return (
    <Paper className={classes['panel'] ?? ''} data-half={panel.half}>
      <PanelContent panel={panel} today={today} />
    </Paper>
  );
}

function PanelContent({ panel, today }: PanelViewProps) {
  const { state } = useDashboard();
  const subject = state.subject ?? 0;
  switch (panel.kind) {
    case 'series':
      return <SeriesPanel panel={panel} />;
    case 'ranking':
      return <RankingPanel panel={panel} />;
    case 'retention':
      return <RetentionPanel panel={panel} lastMonth={state.range?.to ?? today} />;
    case 'growth':
      return <GrowthPanel panel={panel} lastMonth={state.range?.to ?? today} />;
    case 'order-hours':
      return <OrderHoursPanel panel={panel} range={state.range ?? lastTwoYears(today)} />;
    case 'active':
      return <ActivePanel panel={panel} />;
    case 'balances':
      return <BalancesPanel panel={panel} customer={subject} />;
    case 'subscribers':
      return <SubscribersPanel panel={panel} subject={subject} today={today} />;
    default:
      return exhaustive(panel);
  }
}

/** When orders are made is asked of a range: all time is as much of it as matters. */
function lastTwoYears(today: string) {
  return { from: `${Number(today.slice(0, 4)) - 2}-01-01`, to: today };
}
