import { exhaustive } from '#contract/exhaustive.ts';
import type { MetricUnit } from '#contract/metrics/metric.ts';
import type { MetricValue } from '#contract/metrics/metric-query.ts';
import { formatMoney } from '../components/money/format-money.ts';

/** What is shown where there is no value. */
export const noValue = '–';

const million = 1_000_000;
/** From here on a number is written short where there is little room. */
const shortFrom = 100_000;

/** A value to the last digit. */
export function exactText(
  value: MetricValue,
  unit: MetricUnit,
  currency: string | null,
  language: string,
): string {
  if (value === null) return noValue;
  switch (unit) {
    case 'count':
      return new Intl.NumberFormat(language).format(BigInt(value));
    case 'ratio':
      return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 4 }).format(
        Number(value) / million,
      );
    case 'money':
    case 'money_per_thousand':
      return formatMoney({ micros: value, currency: currency ?? 'XXX' }, language);
    default:
      return exhaustive(unit);
  }
}

/** A value as people read it: amounts to the cent, large ones short, rates to a tenth of a percent. */
export function shortText(
  value: MetricValue,
  unit: MetricUnit,
  currency: string | null,
  language: string,
): string {
  return value === null ? noValue : shortNumber(plainNumber(value, unit), unit, currency, language);
}

/** The value as a number in its everyday unit, for drawing: dollars, shares of one. */
export function plainNumber(value: string, unit: MetricUnit): number {
  return unit === 'count' ? Number(value) : Number(value) / million;
}

export function shortNumber(
  number: number,
  unit: MetricUnit,
  currency: string | null,
  language: string,
): string {
  const isLarge = Math.abs(number) >= shortFrom;
  const size = isLarge ? ({ notation: 'compact', maximumFractionDigits: 1 } as const) : {};
  switch (unit) {
    case 'count':
      return new Intl.NumberFormat(language, { maximumFractionDigits: 1, ...size }).format(number);
    case 'ratio':
      return new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(number);
    case 'money':
    case 'money_per_thousand':
      return new Intl.NumberFormat(language, {
        style: 'currency',
        currency: currency ?? 'XXX',
        currencyDisplay: 'narrowSymbol',
        ...(Math.abs(number) >= 1_000 && !isLarge ? { maximumFractionDigits: 0 } : {}),
        ...size,
      }).format(number);
    default:
      return exhaustive(unit);
  }
}
