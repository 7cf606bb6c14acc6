import { firstDayOfMonth, monthOfDay, quarterOfMonth } from './civil-date.ts';
import type { DayRange } from './local-calendar.ts';
import type { RollupGrain } from './rollup.ts';

/** What an answer has a row for each of. */
export type RollupUnit = 'day' | 'week' | 'month' | 'quarter' | 'none';

/**
 * A part of a range of days: cells of one grain, or, where the rollup has none as fine as that, the rows themselves.
 * `from` and `until` count periods of the grain; rows are counted by days.
 */
export type RangePart = {
  readonly source: Exclude<RollupGrain, 'hour' | 'utc_day'> | 'rows';
  readonly from: number;
  readonly until: number;
  /** The month that all of it lies in, for days and rows of an answer by months or quarters. */
  readonly month: number;
};

/**
 * Takes a range of days apart so that each day is in exactly one part and as few cells as possible are read: whole quarters
 * and months where `by` allows it, days for the rest. Null is all time.
 */
export function splitRange(
  range: DayRange | null,
  grains: readonly RollupGrain[],
  by: RollupUnit,
): RangePart[] {
  const fine = grains.includes('day') ? 'day' : 'rows';
  if (range === null) {
    return [{ source: grainForAllTime(grains, by), from: -Infinity, until: Infinity, month: 0 }];
  }
  if (range.from >= range.until) return [];
  const months = monthsInside(range);
  const usesMonths = by !== 'day' && by !== 'week' && grains.includes('month') && months.from < months.until;
  if (!usesMonths) return partsOfDays(range, fine, by);
  const usesQuarters = by !== 'month' && grains.includes('quarter');
  return [
    ...partsOfDays({ from: range.from, until: firstDayOfMonth(months.from) }, fine, by),
    ...wholeMonths(months, usesQuarters),
    ...partsOfDays({ from: firstDayOfMonth(months.until), until: range.until }, fine, by),
  ];
}

function grainForAllTime(
  grains: readonly RollupGrain[],
  by: RollupUnit,
): Exclude<RangePart['source'], 'rows'> {
  const wanted = {
    none: ['total', 'quarter', 'month', 'day'],
    quarter: ['quarter', 'month'],
    month: ['month'],
    week: ['day'],
    day: ['day'],
  } as const;
  const grain = wanted[by].find((one) => grains.includes(one));
  if (grain === undefined)
    throw new Error(`a rollup by ${grains.join(', ')} has no answer by ${by} for all time`);
  return grain;
}

function monthsInside({ from, until }: DayRange): DayRange {
  const first = monthOfDay(from);
  const last = monthOfDay(until);
  return { from: firstDayOfMonth(first) === from ? first : first + 1, until: last };
}

function wholeMonths({ from, until }: DayRange, usesQuarters: boolean): RangePart[] {
  const firstQuarter = quarterOfMonth(from + 2);
  const lastQuarter = quarterOfMonth(until);
  if (!usesQuarters || firstQuarter >= lastQuarter) return cells('month', from, until);
  return [
    ...cells('month', from, firstQuarter * 3),
    ...cells('quarter', firstQuarter, lastQuarter),
    ...cells('month', lastQuarter * 3, until),
  ];
}

function cells(source: 'month' | 'quarter', from: number, until: number): RangePart[] {
  return from < until ? [{ source, from, until, month: 0 }] : [];
}

/** One part for each month that the days touch, where the answer is by months; else one part in all: each costs parsing. */
function partsOfDays({ from, until }: DayRange, source: 'day' | 'rows', by: RollupUnit): RangePart[] {
  if (from >= until) return [];
  if (by !== 'month' && by !== 'quarter') return [{ source, from, until, month: monthOfDay(from) }];
  const parts: RangePart[] = [];
  for (let start = from; start < until;) {
    const month = monthOfDay(start);
    const end = Math.min(until, firstDayOfMonth(month + 1));
    parts.push({ source, from: start, until: end, month });
    start = end;
  }
  return parts;
}
