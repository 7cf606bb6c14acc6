import type { DateRange } from '#contract/analytics.ts';
import { exhaustive } from '#contract/exhaustive.ts';
import type { DashboardState } from '#contract/metrics/dashboards/panel-queries.ts';

/** Dates of the workspace are shown as they are, whatever the zone of whoever looks. */
const zone = { timeZone: 'UTC' } as const;

/** What a period is called on an axis: `3 Nov`, `Nov 2026`, `Q4 2026`. */
export function periodLabel(start: string, by: DashboardState['granularity'], language: string): string {
  const at = Date.parse(`${start}T00:00:00Z`);
  switch (by) {
    case 'day':
    case 'week':
      return new Intl.DateTimeFormat(language, { ...zone, day: 'numeric', month: 'short' }).format(at);
    case 'month':
      return new Intl.DateTimeFormat(language, { ...zone, month: 'short', year: 'numeric' }).format(at);
    case 'quarter':
      return `Q${Math.floor(new Date(at).getUTCMonth() / 3) + 1} ${new Date(at).getUTCFullYear()}`;
    default:
      return exhaustive(by);
  }
}

/** `Oct 30 – Nov 28, 2026` */
export function rangeLabel({ from, to }: DateRange, language: string): string {
  const format = new Intl.DateTimeFormat(language, { ...zone, dateStyle: 'medium' });
  return from === to ? format.format(Date.parse(from)) : format.formatRange(Date.parse(from), Date.parse(to));
}
