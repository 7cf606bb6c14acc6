import type { MetricFormula, MetricSum } from '#contract/metrics/metric.ts';
import type { MetricValue } from '#contract/metrics/metric-query.ts';

const millionths = 1_000_000n;

/** What a measure adds up to. */
export type MeasureValue = (measure: string) => bigint;

/** The measures that a formula needs. */
export function measuresOf(formula: MetricFormula): readonly string[] {
  const sums: readonly MetricSum[] = formula.kind === 'quotient' ? [formula.of, formula.per] : [formula];
  return [...new Set(sums.flatMap(({ plus, minus = [] }) => [...plus, ...minus]))];
}

/**
 * The formula's value, an exact integer. A quotient is in millionths when `isRatio`, otherwise in the unit of what is divided;
 * null when there is nothing to divide by.
 */
export function evaluate(formula: MetricFormula, isRatio: boolean, valueOf: MeasureValue): MetricValue {
  if (formula.kind !== 'quotient') return String(sumOf(formula, valueOf));
  const scale = (isRatio ? millionths : 1n) * BigInt(formula.times ?? 1);
  const quotient = divided(sumOf(formula.of, valueOf) * scale, sumOf(formula.per, valueOf));
  return quotient === null ? null : String(quotient);
}

function sumOf({ plus, minus = [] }: MetricSum, valueOf: MeasureValue): bigint {
  const total = (names: readonly string[]): bigint => names.reduce((sum, name) => sum + valueOf(name), 0n);
  return total(plus) - total(minus);
}

/** Rounded half away from zero. */
export function divided(dividend: bigint, divisor: bigint): bigint | null {
  if (divisor === 0n) return null;
  const isNegative = dividend < 0n !== divisor < 0n;
  const above = dividend < 0n ? -dividend : dividend;
  const below = divisor < 0n ? -divisor : divisor;
  const rounded = (above * 2n + below) / (below * 2n);
  return isNegative ? -rounded : rounded;
}
