import { type SQL, sql } from 'drizzle-orm/sql';
import { dayNumber } from '../cache/rollups/civil-date.ts';
import { type Instants, localCalendar } from '../cache/rollups/local-calendar.ts';
import type { ReportParameters } from '#contract/reports.ts';

/** A month as the sums count them: year × 12 + month − 1. */
export function monthNumber(month: string): number {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return year * 12 + number - 1;
}

/** The condition that a row of sums by month is within the report's months and of its currency. */
export function inMonths({ from, until, currency }: ReportParameters): SQL {
  const months = sql`period between ${monthNumber(from)} and ${monthNumber(until)}`;
  return currency === null ? months : sql`${months} and currency = ${currency}`;
}

/** `2026-11`, of a column with such a number. */
export const monthText = sql`printf('%04d-%02d', period / 12, period % 12 + 1)`;

/** The stretches of time in which it is one of these months in that zone. */
export function instantsOfMonths(
  { from, until }: Pick<ReportParameters, 'from' | 'until'>,
  timeZone: string,
): readonly Instants[] {
  return localCalendar(timeZone).instantsOf({
    from: firstDay(monthNumber(from)),
    until: firstDay(monthNumber(until) + 1),
  });
}

function firstDay(month: number): number {
  return dayNumber({ year: Math.floor(month / 12), month: (month % 12) + 1, day: 1 });
}
