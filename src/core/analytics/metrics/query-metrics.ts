import type { MetricFact } from '#contract/metrics/metric.ts';
import type { MetricAnswer, MetricPart, MetricQuery } from '#contract/metrics/metric-query.ts';
import { instant } from '#contract/time.ts';
import type { DayRange } from '../../cache/rollups/local-calendar.ts';
import type { AnalyticsReader } from '../analytics-reader.ts';
import { datesOf, daysOf } from '../dates.ts';
import { comparedRange } from './compared-range.ts';
import { cumulate } from './cumulate.ts';
import { type Extents, extentFrom, extentQuery } from './extent.ts';
import { Groups } from './groups.ts';
import { keyNames } from './key-names.ts';
import { readConditions } from './read-conditions.ts';
import { readOwners } from './read-owners.ts';
import { periodsOf, toMetricPeriod } from './periods.ts';
import { type Conditions, type CurrencyRule, currencyRule, planSteps, type Step } from './plan.ts';
import { readSteps } from './read-steps.ts';
import { sortRows } from './sort-rows.ts';
import { isAmongTop, narrowedTo, type TopRows, topRows } from './top-rows.ts';

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
  const conditions = await readConditions(reader, query);
  const steps = planSteps(query, conditions, rule);
  const extents = await readExtents(
    reader,
    steps.map(({ fact }) => fact),
  );
  const range = query.range === null ? allTime(extents, calendar.dayOf(now)) : daysOf(query.range);
  const before = comparedRange(range, query.compare);
  const plan: Plan = { steps, totals: null, extents, rule };
  const top = topRows(query, steps, rule);
  const [part, compared] =
    top === null
      ? await Promise.all([
          answerPart(reader, query, plan, range),
          before === null ? null : answerPart(reader, query, plan, before),
        ])
      : await answerTop(reader, query, { ...plan, totals: totalSteps(query, conditions, rule) }, top, {
          range,
          before,
        });
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
  /** What the totals are made of; null: of the rows, of which there are all. */
  readonly totals: readonly Step[] | null;
  readonly extents: Extents;
  readonly rule: CurrencyRule;
};

/** The totals of rows of which only the first are read. */
function totalSteps(query: MetricQuery, conditions: Conditions, rule: CurrencyRule): Step[] {
  return planSteps({ ...query, dimensions: [] }, conditions, rule);
}

/** The first rows, and the same rows before: it has to be known which they are. */
async function answerTop(
  reader: AnalyticsReader,
  query: MetricQuery,
  plan: Plan,
  top: TopRows,
  { range, before }: { readonly range: DayRange; readonly before: DayRange | null },
): Promise<[MetricPart, MetricPart | null]> {
  const first = plan.steps.map((step) => ({ ...step, among: isAmongTop(top, step.reading) }));
  const part = await answerPart(reader, query, { ...plan, steps: first }, range);
  if (before === null) return [part, null];
  const same = plan.steps.map((step) => narrowedTo(step, top, part.rows));
  return [part, await answerPart(reader, query, { ...plan, steps: same }, before)];
}

async function answerPart(
  reader: AnalyticsReader,
  { metrics, granularity, dimensions }: MetricQuery,
  { steps, totals: stepsOfTotals, extents, rule }: Plan,
  range: DayRange,
): Promise<MetricPart> {
  const periods = periodsOf(range, granularity);
  const whole = periodsOf(range, 'none').map((period) => ({ ...period, number: Infinity }));
  const asked = [...steps, ...(stepsOfTotals ?? [])];
  const cells = await readSteps(reader, asked, range, extents, await readOwners(reader.cache, asked));
  const rows = new Groups(rule);
  for (const [index, step] of steps.entries()) {
    const read = cells[index] ?? [];
    for (const cell of step.cumulative ? cumulate(read, periods) : read)
      rows.add(step, cell, cell.period, cell.keys.slice(0, dimensions.length));
  }
  const totals = new Groups(rule);
  if (rule?.kind !== 'apart') totals.addEmpty(0);
  for (const [index, step] of (stepsOfTotals ?? steps).entries()) {
    const read = cells[stepsOfTotals === null ? index : steps.length + index] ?? [];
    for (const cell of step.cumulative ? cumulate(read, whole) : read) totals.add(step, cell, 0, []);
  }
  const byNumber = new Map(periods.map((period) => [period.number, period]));
  return {
    range: datesOf(range),
    periods: periods.map(toMetricPeriod),
    rows: rows.rows(metrics, byNumber, granularity !== 'none'),
    totals: totals.totals(metrics),
  };
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
