import { OpsdeckError } from '#contract/errors.ts';
import { type MetricDimension, type MetricFact, metricDimensions } from '#contract/metrics/metric.ts';
import type { MetricQuery } from '#contract/metrics/metric-query.ts';
import { isOfOneCurrency, type MetricName, metricOf } from '#contract/metrics/metrics.ts';
import { measuresOf } from './evaluate.ts';
import { facts } from './facts.ts';
import type { CellQuestion } from './read-cells.ts';
import { chooseReading, isScan } from './reading.ts';

export type Filters = CellQuestion['filters'];

/** What is let through. `owned` are the channels of the editor that is filtered by, null when there is none. */
export type Conditions = {
  readonly filters: Filters;
  readonly owned: readonly number[] | null;
  /** Dimensions of which a large one is let through, and nobody else. */
  readonly large: readonly MetricDimension[];
};

/** What one reading has to be asked for some of the metrics; its range comes later. */
export type Step = Omit<CellQuestion, 'range'> & {
  /** Rows of a whole range are looked through: see `Reading`'s `scan`. */
  readonly isScan: boolean;
};

/** How money is told apart: rows for each currency, or the amounts of one among the counts of all. */
export type CurrencyRule =
  { readonly kind: 'apart' } | { readonly kind: 'one'; readonly currency: string } | null;

export function currencyRule({ metrics, dimensions, currency }: MetricQuery): CurrencyRule {
  if (!metrics.some((name) => isOfOneCurrency(metricOf(name)))) return null;
  if (dimensions.includes('currency') || currency === null) return { kind: 'apart' };
  return { kind: 'one', currency };
}

/**
 * The questions whose answers are all that the metrics need: one for each fact, and one more for what has to be counted from
 * the beginning. With `mayScan`, whoever asks looks first how many rows that would be.
 *
 * @throws OpsdeckError METRICS_DO_NOT_FIT when a metric cannot be told apart that way.
 */
export function planSteps(
  query: MetricQuery,
  conditions: Conditions,
  rule: CurrencyRule,
  mayScan = false,
): Step[] {
  const groups = new Map<string, MetricName[]>();
  for (const name of query.metrics) {
    const { fact, formula } = metricOf(name);
    const group = `${fact} ${formula.kind === 'level'}`;
    groups.set(group, [...(groups.get(group) ?? []), name]);
  }
  return [...groups.values()].map((names) => planStep(query, names, conditions, rule, mayScan));
}

function planStep(
  query: MetricQuery,
  names: readonly MetricName[],
  conditions: Conditions,
  rule: CurrencyRule,
  mayScan: boolean,
): Step {
  const [first = 'orders'] = names;
  const { fact, formula } = metricOf(first);
  const isApart =
    rule?.kind === 'apart' || (rule !== null && names.some((name) => isOfOneCurrency(metricOf(name))));
  const dimensions = withCurrency(query.dimensions, isApart);
  const measures = [...new Set(names.flatMap((name) => measuresOf(metricOf(name).formula)))];
  const own = ownFilters(fact, conditions);
  const filtered = metricDimensions.filter((dimension) => own[dimension] !== undefined);
  const reading = chooseReading(facts[fact].readings, {
    measures,
    dimensions,
    filtered,
    byDays: query.granularity === 'day' || query.granularity === 'week',
    large: conditions.large,
    mayScan,
  });
  if (reading === null) {
    const asked = [...new Set([...dimensions, ...filtered])];
    throw new OpsdeckError('METRICS_DO_NOT_FIT', {
      metric: metricOf(first).label,
      dimensions: asked.length === 0 ? query.granularity : asked.join(', '),
    });
  }
  return {
    fact,
    reading,
    by: query.granularity,
    dimensions,
    measures,
    filters: own,
    cumulative: formula.kind === 'level',
    isScan: isScan(reading, filtered),
  };
}

function withCurrency(dimensions: readonly MetricDimension[], isApart: boolean): MetricDimension[] {
  return isApart && !dimensions.includes('currency') ? [...dimensions, 'currency'] : [...dimensions];
}

/** An editor's orders are those of the channels they own; the other facts know the editor. */
function ownFilters(fact: MetricFact, { filters, owned }: Conditions): Filters {
  if (owned === null || fact !== 'orders') return filters;
  const { editor: _, channel, ...rest } = filters;
  return {
    ...rest,
    channel: channel === undefined ? owned : channel.filter((id) => owned.includes(Number(id))),
  };
}
