import { z } from 'zod';
import type { DateRange } from '../analytics.ts';

const month = z.string().regex(/^(19|20)\d{2}-(0[1-9]|1[0-2])$/);

/** The first and the last month of a report, in the workspace's time zone: `2026-11`. */
export const monthsSchema = z
  .object({ from: month, until: month })
  .refine(({ from, until }) => from <= until, {
    message: 'the last month is before the first',
    path: ['until'],
  });
export type Months = z.output<typeof monthsSchema>;

/** Whole months, by when the report is made. */
export const reportPeriods = [
  'thisMonth',
  'lastMonth',
  'last3Months',
  'thisQuarter',
  'lastQuarter',
  'thisYear',
  'lastYear',
  'last12Months',
] as const;
export type ReportPeriod = (typeof reportPeriods)[number];

/** The months of a period on a day of the workspace: `last…Months` end with the month of the day. */
export function monthsOfPeriod(period: ReportPeriod, today: string): Months {
  const now = monthNumber(today.slice(0, 7));
  const quarter = now - (now % 3);
  const year = now - (now % 12);
  const ofPeriod: Record<ReportPeriod, readonly [from: number, until: number]> = {
    thisMonth: [now, now],
    lastMonth: [now - 1, now - 1],
    last3Months: [now - 2, now],
    thisQuarter: [quarter, now],
    lastQuarter: [quarter - 3, quarter - 1],
    thisYear: [year, now],
    lastYear: [year - 12, year - 1],
    last12Months: [now - 11, now],
  };
  const [from, until] = ofPeriod[period];
  return { from: monthName(from), until: monthName(until) };
}

/** The days of these months, up to today. */
export function daysOfMonths({ from, until }: Months, today: string): DateRange {
  const [year = 0, number = 1] = until.split('-').map(Number);
  const last = new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
  const first = `${from}-01`;
  return { from: first, to: last > today && first <= today ? today : last };
}

function monthNumber(name: string): number {
  const [year = 0, number = 1] = name.split('-').map(Number);
  return year * 12 + number - 1;
}

function monthName(number: number): string {
  return `${String(Math.floor(number / 12)).padStart(4, '0')}-${String((number % 12) + 1).padStart(2, '0')}`;
}
