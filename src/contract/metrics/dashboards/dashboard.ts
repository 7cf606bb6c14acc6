import type { MetricDimension } from '../metric.ts';
import type { MetricName } from '../metrics.ts';

/** Who or what a dashboard is about; `business` is all of it. */
export const dashboardSubjects = ['business', 'editor', 'advertiser', 'channel', 'category'] as const;
export type DashboardSubject = (typeof dashboardSubjects)[number];
/** One of many, who has to be chosen before there is anything to show. */
export type PickedSubject = Exclude<DashboardSubject, 'business' | 'category'>;

type PanelBase = {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Beside another one on a wide screen. */
  readonly half?: true;
};

/** Metrics over time. `stack` for parts of a whole. */
export type SeriesPanel = PanelBase & {
  readonly kind: 'series';
  readonly metrics: readonly MetricName[];
  readonly look: 'line' | 'bars' | 'stack';
};

/** The values of a dimension beside each other, those with most of the first metric on top. */
export type RankingPanel = PanelBase & {
  readonly kind: 'ranking';
  readonly dimension: MetricDimension;
  readonly metrics: readonly MetricName[];
  readonly limit: number;
  /** With each row's share of the first metric, which has to be a sum. */
  readonly share?: true;
  /** With the run of the first metric in each row: for a dimension of few values. */
  readonly trend?: true;
};

/** What is no question about metrics: each has a query of its own. */
export type SpecialPanel = PanelBase & {
  readonly kind: 'order-hours' | 'retention' | 'growth' | 'active' | 'subscribers' | 'balances';
};

export type Panel = SeriesPanel | RankingPanel | SpecialPanel;

/** A dashboard is data: what it shows are the questions that follow from it (`panel-queries.ts`). */
export type Dashboard = {
  readonly title: string;
  readonly description: string;
  readonly subject: DashboardSubject;
  /** The numbers on top. */
  readonly tiles: readonly MetricName[];
  readonly panels: readonly Panel[];
};

/** Of what kind the one customer or channel is that a dashboard is about; null where it is about all of them. */
export function pickedSubject({ subject }: Pick<Dashboard, 'subject'>): PickedSubject | null {
  return subject === 'business' || subject === 'category' ? null : subject;
}
