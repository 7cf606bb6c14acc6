import type { DateRange } from '#contract/analytics.ts';
import type { Dashboard, Panel } from '#contract/metrics/dashboards/dashboard.ts';
import {
  type DashboardState,
  type PanelQuery,
  rankingQuery,
  seriesQuery,
  tileQueries,
} from '#contract/metrics/dashboards/panel-queries.ts';
import { exhaustive } from '#contract/exhaustive.ts';

/** One question that a dashboard asks the core. */
export type PageCall =
  | { readonly kind: 'basis' }
  | { readonly kind: 'metrics'; readonly query: PanelQuery }
  | { readonly kind: 'order-hours'; readonly range: DateRange }
  | { readonly kind: 'retention' | 'growth'; readonly lastMonth: string; readonly months: number }
  | { readonly kind: 'active'; readonly at: number }
  | {
      readonly kind: 'subscribers';
      readonly of: { readonly channelId: number } | { readonly editorId: number };
      readonly range: DateRange;
      readonly granularity: DashboardState['granularity'];
    }
  | { readonly kind: 'balances'; readonly customerId: number };

/** A dashboard as somebody has it open; the range is never all time here. */
export type OpenDashboard = {
  readonly dashboard: Dashboard;
  readonly state: DashboardState & { readonly range: DateRange };
  readonly now: number;
};

/** Everything that the page asks for, in the order it is drawn. */
export function pageCalls(open: OpenDashboard): readonly PageCall[] {
  const { dashboard, state } = open;
  return [
    { kind: 'basis' },
    ...tileQueries(dashboard, state).map((query): PageCall => ({ kind: 'metrics', query })),
    ...dashboard.panels.map((panel) => panelCall(open, panel)),
  ];
}

function panelCall({ dashboard, state, now }: OpenDashboard, panel: Panel): PageCall {
  const { range, granularity, subject } = state;
  switch (panel.kind) {
    case 'series':
      return { kind: 'metrics', query: seriesQuery(dashboard, panel, state) };
    case 'ranking':
      return { kind: 'metrics', query: rankingQuery(dashboard, panel, state) };
    case 'order-hours':
      return { kind: 'order-hours', range };
    case 'retention':
    case 'growth':
      return { kind: panel.kind, lastMonth: range.to, months: 12 };
    case 'active':
      return { kind: 'active', at: now };
    case 'subscribers': {
      const id = subject ?? 0;
      const of = dashboard.subject === 'channel' ? { channelId: id } : { editorId: id };
      return { kind: 'subscribers', of, range, granularity };
    }
    case 'balances':
      return { kind: 'balances', customerId: subject ?? 0 };
    default:
      return exhaustive(panel);
  }
}
