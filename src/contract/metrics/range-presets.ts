import type { DateRange } from '../analytics.ts';
import { exhaustive } from '../exhaustive.ts';
import type { DashboardState } from './dashboards/panel-queries.ts';

export const rangePresets = [
  'today',
  'days7',
  'days30',
  'days90',
  'thisMonth',
  'lastMonth',
  'thisQuarter',
  'lastQuarter',
  'thisYear',
  'lastYear',
  'months12',
  'all',
] as const;
export type RangePreset = (typeof rangePresets)[number];

const dayMs = 86_400_000;

const isoOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** The days of a preset; null is all time. `today` is the workspace's. */
export function presetRange(preset: RangePreset, today: string): DateRange | null {
  const now = new Date(`${today}T00:00:00Z`);
  const [year, month] = [now.getUTCFullYear(), now.getUTCMonth()];
  const quarter = month - (month % 3);
  const back = (days: number) => ({ from: isoOf(now.getTime() - (days - 1) * dayMs), to: today });
  /** From the first of one month to the last of another; months may be counted beyond a year's ends. */
  const months = (first: number, last: number) => ({
    from: isoOf(Date.UTC(year, first, 1)),
    to: isoOf(Date.UTC(year, last + 1, 0)),
  });
  switch (preset) {
    case 'today':
      return back(1);
    case 'days7':
      return back(7);
    case 'days30':
      return back(30);
    case 'days90':
      return back(90);
    case 'thisMonth':
      return { ...months(month, month), to: today };
    case 'lastMonth':
      return months(month - 1, month - 1);
    case 'thisQuarter':
      return { ...months(quarter, quarter), to: today };
    case 'lastQuarter':
      return months(quarter - 3, quarter - 1);
    case 'thisYear':
      return { ...months(0, 0), to: today };
    case 'lastYear':
      return months(-12, -1);
    case 'months12':
      return { ...months(month - 11, month), to: today };
    case 'all':
      return null;
    default:
      return exhaustive(preset);
  }
}

/** What a range is best seen by: some ten to sixty periods. */
export function fittingGranularity(range: DateRange | null): DashboardState['granularity'] {
  if (range === null) return 'month';
  const days = (Date.parse(range.to) - Date.parse(range.from)) / dayMs + 1;
  if (days <= 45) return 'day';
  if (days <= 200) return 'week';
  return days <= 1_500 ? 'month' : 'quarter';
}
