import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type MetricFact, metricFacts } from '#contract/metrics/metric.ts';
import type { CacheQuery } from '../../cache/cache.ts';
import { firstDayOfMonth, monthOfDay } from '../../cache/rollups/civil-date.ts';
import type { DayRange, LocalCalendar } from '../../cache/rollups/local-calendar.ts';
import { facts } from './facts.ts';

const extentRow = z.object({ first: z.int().nullable(), last: z.int().nullable() });
type ExtentRow = z.output<typeof extentRow>;

/** Days from the first to the last that there is something of; null when there is nothing. */
export type Extents = ReadonlyMap<MetricFact, DayRange | null>;

export function isFact(name: string): name is MetricFact {
  return name in metricFacts;
}

export function extentQuery(fact: MetricFact): CacheQuery<ExtentRow> {
  const { table, column } = facts[fact].extent;
  // Apart, so that each is one look into the index.
  return {
    sql: sql.raw(
      `select (select min(${column}) from ${table}) as first, (select max(${column}) from ${table}) as last`,
    ),
    row: extentRow,
  };
}

export function extentFrom(
  fact: MetricFact,
  row: ExtentRow | undefined,
  calendar: LocalCalendar,
): DayRange | null {
  if (row === undefined || row.first === null || row.last === null) return null;
  const dayOf = (value: number) => (facts[fact].extent.unit === 'day' ? value : calendar.dayOf(value));
  return { from: dayOf(row.first), until: dayOf(row.last) + 1 };
}

/**
 * Where nothing lies beyond the range on that side, out to the beginning or the end of a quarter: whole months and quarters
 * are a few sums, the days of a broken one may be rows.
 */
export function roundedOut(range: DayRange, extent: DayRange | null): DayRange {
  if (extent === null || range.from >= range.until) return range;
  return {
    from: range.from <= extent.from ? firstDayOfMonth(quarterOf(range.from)) : range.from,
    until: range.until >= extent.until ? firstDayOfMonth(quarterOf(range.until - 1) + 3) : range.until,
  };
}

/** The first month of the day's quarter. */
const quarterOf = (day: number): number => Math.floor(monthOfDay(day) / 3) * 3;
