import type { MetricRow, MetricTotal, MetricValue } from '#contract/metrics/metric-query.ts';
import { isOfOneCurrency, type MetricName, metricOf } from '#contract/metrics/metrics.ts';
import { isoDate } from '../../cache/rollups/civil-date.ts';
import { evaluate } from './evaluate.ts';
import type { Period } from './periods.ts';
import type { CurrencyRule, Step } from './plan.ts';
import type { Cell } from './read-cells.ts';

/** What a row of the answer is computed from: sums over everything, and over what is of its currency. */
type Group = {
  readonly period: number;
  readonly keys: readonly string[];
  readonly currency: string | null;
  readonly all: Map<string, bigint>;
  readonly ofCurrency: Map<string, bigint>;
};

export const keySeparator = '\u0000';

/** Collects the answers of several questions into rows. */
export class Groups {
  readonly #groups = new Map<string, Group>();
  readonly #rule: CurrencyRule;

  constructor(rule: CurrencyRule) {
    this.#rule = rule;
  }

  /** Takes a cell into the row of a period and keys. Its currency is told by one of the step's dimensions. */
  add(step: Step, cell: Cell, asPeriod: number, keys: readonly string[]): void {
    const currencyAt = step.dimensions.indexOf('currency');
    const currency = currencyAt === -1 ? null : (cell.keys[currencyAt] ?? null);
    const group = this.#groupFor(asPeriod, keys, this.#rowCurrency(currency));
    const counts = this.#rule?.kind !== 'one' || currency === null || currency === this.#rule.currency;
    for (const [index, measure] of step.measures.entries()) {
      const value = cell.values[index] ?? 0n;
      const name = nameOf(step, measure);
      group.all.set(name, (group.all.get(name) ?? 0n) + value);
      if (counts) group.ofCurrency.set(name, (group.ofCurrency.get(name) ?? 0n) + value);
    }
  }

  /** There is such a row even when nothing is in it. */
  addEmpty(period: number): void {
    this.#groupFor(period, [], this.#rowCurrency(null));
  }

  rows(metrics: readonly MetricName[], periods: ReadonlyMap<number, Period>, dated: boolean): MetricRow[] {
    return [...this.#groups.values()].map((group) => ({
      ...toTotal(group, metrics),
      start: dated ? isoDate(periods.get(group.period)?.start ?? 0) : null,
      keys: [...group.keys],
    }));
  }

  /** How to look up a metric's value by the keys of a row, joined; there is one period. Undefined where there is no such row. */
  values(name: MetricName): (keys: string) => MetricValue | undefined {
    const byKeys = new Map([...this.#groups.values()].map((group) => [group.keys.join(keySeparator), group]));
    return (keys) => {
      const group = byKeys.get(keys);
      return group === undefined ? undefined : valueOf(group, name);
    };
  }

  totals(metrics: readonly MetricName[]): MetricTotal[] {
    return [...this.#groups.values()].map((group) => toTotal(group, metrics));
  }

  #rowCurrency(currency: string | null): string | null {
    if (this.#rule === null) return null;
    return this.#rule.kind === 'one' ? this.#rule.currency : currency;
  }

  #groupFor(period: number, keys: readonly string[], currency: string | null): Group {
    const id = [period, currency ?? '', ...keys].join(keySeparator);
    const known = this.#groups.get(id);
    if (known !== undefined) return known;
    const group: Group = { period, keys, currency, all: new Map(), ofCurrency: new Map() };
    this.#groups.set(id, group);
    return group;
  }
}

const nameOf = ({ fact, cumulative }: Pick<Step, 'fact' | 'cumulative'>, measure: string): string =>
  `${fact} ${cumulative} ${measure}`;

function toTotal(group: Group, metrics: readonly MetricName[]): MetricTotal {
  return { currency: group.currency, values: metrics.map((name) => valueOf(group, name)) };
}

function valueOf(group: Group, name: MetricName): MetricValue {
  const metric = metricOf(name);
  const { fact, formula, unit } = metric;
  const sums = isOfOneCurrency(metric) ? group.ofCurrency : group.all;
  return evaluate(
    formula,
    unit === 'ratio',
    (measure) => sums.get(nameOf({ fact, cumulative: formula.kind === 'level' }, measure)) ?? 0n,
  );
}
