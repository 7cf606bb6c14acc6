import type { DateRange } from '#contract/analytics.ts';
import { exhaustive } from '#contract/exhaustive.ts';
import type { DashboardState } from '#contract/metrics/dashboards/panel-queries.ts';

/** A period as it stands in files, where it sorts: `2026-11-03`, `2026-11`, `2026 Q4`. A week is called by its Monday. */
export function periodText(start: string, by: DashboardState['granularity']): string {
  switch (by) {
    case 'day':
    case 'week':
      return start;
    case 'month':
      return start.slice(0, 7);
    case 'quarter':
      return `${start.slice(0, 4)} Q${Math.floor((Number(start.slice(5, 7)) - 1) / 3) + 1}`;
    default:
      return exhaustive(by);
  }
}

export function rangeText({ from, to }: DateRange): string {
  return from === to ? from : `${from} – ${to}`;
}
