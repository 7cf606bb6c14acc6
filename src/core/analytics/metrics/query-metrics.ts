import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { MetricFact } from '#contract/metrics/metric.ts';
import type { MetricAnswer, MetricPart, MetricQuery } from '#contract/metrics/metric-query.ts';
import { metricOf } from '#contract/metrics/metrics.ts';
import { instant } from '#contract/time.ts';
import type { DayRange } from '../../cache/rollups/local-calendar.ts';
import type { AnalyticsReader } from '../analytics-reader.ts';
import { datesOf, daysOf } from '../dates.ts';
import { comparedRange } from './compared-range.ts';
import { cumulate } from './cumulate.ts';
import { type Extents, extentFrom, extentQuery, roundedOut } from './extent.ts';
import { Groups } from './groups.ts';
import { keyNames } from './key-names.ts';
import { readOwners } from './read-owners.ts';
import { periodsOf, toMetricPeriod } from './periods.ts';
import { type Conditions, type CurrencyRule, currencyRule, planSteps, type Step } from './plan.ts';
import { cellQuery, cellsFrom } from './read-cells.ts';
import { sortRows } from './sort-rows.ts';

const idRow = z.object({ id: z.int() });

/**
 * Answers a question about metrics, exactly, from sums where there are some and from the rows of one channel, editor or
 * advertiser where there are none. `now` (milliseconds UTC) says which day is today.
 *
 * @throws OpsdeckError METRICS_DO_NOT_FIT, CACHE_NOT_READY
 */
export async function queryMetrics(
  reader: AnalyticsReader,
  query: MetricQuery,
  now: number,
): Promise<MetricAnswer> {
  const { cache, calendar, asOf } = reader;
  const rule = currencyRule(query);
  const steps = planSteps(query, await conditionsOf(reader, query), rule);
  const extents = await readExtents(
    reader,
    steps.map(({ fact }) => fact),
  );
  const range = query.range === null ? allTime(extents, calendar.dayOf(now)) : daysOf(query.range);
  const before = comparedRange(range, query.compare);
  const [part, compared] = await Promise.all([
    answerPart(reader, query, { steps, extents, rule, range }),
    before === null ? null : answerPart(reader, query, { steps, extents, rule, range: before }),
  ]);
  const sorted = { ...part, rows: sortRows(part.rows, query) };
  return {
    ...sorted,
    compared:
      compared === null ? null : { ...compared, rows: sortRows(compared.rows, { ...query, limit: null }) },
    names: await keyNames(cache, query.dimensions, sorted.rows),
    timeZone: calendar.timeZone,
    asOf: instant(asOf),
  };
}

type Plan = {
  readonly steps: readonly Step[];
  readonly extents: Extents;
  readonly rule: CurrencyRule;
  readonly range: DayRange;
};

async function answerPart(
  reader: AnalyticsReader,
  { metrics, granularity, dimensions }: MetricQuery,
  { steps, extents, rule, range }: Plan,
): Promise<MetricPart> {
  const { cache, calendar } = reader;
  const periods = periodsOf(range, granularity);
  const whole = periodsOf(range, 'none');
  const answers = await cache.together(
    steps.map((step) => {
      const extent = extents.get(step.fact) ?? null;
      const from = step.cumulative ? Math.min(range.from, extent?.from ?? range.from) : range.from;
      return cellQuery({ ...step, range: roundedOut({ from, until: range.until }, extent) }, calendar);
    }),
  );
  const owners = await readOwners(cache, steps);
  const rows = new Groups(rule);
  const totals = new Groups(rule);
  if (rule?.kind !== 'apart') totals.addEmpty(0);
  for (const [index, step] of steps.entries()) {
    const cells = cellsFrom(answers[index] ?? [], step, owners);
    const last = whole.map((period) => ({ ...period, number: Infinity }));
    for (const cell of step.cumulative ? cumulate(cells, periods) : cells)
      rows.add(step, cell, cell.period, cell.keys.slice(0, dimensions.length));
    for (const cell of step.cumulative ? cumulate(cells, last) : cells) totals.add(step, cell, 0, []);
  }
  const byNumber = new Map(periods.map((period) => [period.number, period]));
  return {
    range: datesOf(range),
    periods: periods.map(toMetricPeriod),
    rows: rows.rows(metrics, byNumber, granularity !== 'none'),
    totals: totals.totals(metrics),
  };
}

export async function conditionsOf(
  { cache }: AnalyticsReader,
  { metrics, filters }: Pick<MetricQuery, 'metrics' | 'filters'>,
): Promise<Conditions> {
  const { advertiser, editor, ...lists } = filters;
  const named = {
    ...lists,
    ...(advertiser === undefined ? {} : { advertiser: [advertiser] }),
    ...(editor === undefined ? {} : { editor: [editor] }),
  };
  const asksForOwned = editor !== undefined && metrics.some((name) => metricOf(name).fact === 'orders');
  if (!asksForOwned) return { filters: named, owned: null };
  const owned = await cache.rows(sql`select id from channels where owner_id = ${editor}`, idRow);
  return { filters: named, owned: owned.map(({ id }) => id) };
}

export async function readExtents(
  { cache, calendar }: AnalyticsReader,
  named: readonly MetricFact[],
): Promise<Extents> {
  const asked = [...new Set(named)];
  const rows = await cache.together(asked.map(extentQuery));
  return new Map(asked.map((fact, index) => [fact, extentFrom(fact, rows[index]?.[0], calendar)]));
}

/** From the first day that there is something of until today, or the last such day. */
export function allTime(extents: Extents, today: number): DayRange {
  const known = [...extents.values()].filter((extent) => extent !== null);
  return {
    from: Math.min(today, ...known.map(({ from }) => from)),
    until: Math.max(today + 1, ...known.map(({ until }) => until)),
  };
}
