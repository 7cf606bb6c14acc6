import type { MetricDefinition } from '#contract/metrics/metric.ts';
import type { MetricValue } from '#contract/metrics/metric-query.ts';

export type MetricChange = {
  /** A share of what it was; of a ratio, the difference itself, in hundredths. */
  readonly by: number;
  readonly isPoints: boolean;
  readonly mood: 'good' | 'bad' | 'neutral';
};

/** How a number has changed against the one it is compared with; null where that cannot be told. */
export function metricChange(
  { unit, better }: MetricDefinition,
  now: MetricValue,
  before: MetricValue,
): MetricChange | null {
  if (now === null || before === null) return null;
  const isPoints = unit === 'ratio';
  const [current, earlier] = [Number(now), Number(before)];
  if (!isPoints && earlier === 0) return null;
  const by = isPoints ? (current - earlier) / 10_000 : (current - earlier) / Math.abs(earlier);
  const isGood = better === 'higher' ? by > 0 : by < 0;
  // What is shown as no change is none: one decimal of points, or of a percentage.
  const isNone = Math.abs(by) < (isPoints ? 0.05 : 0.000_5);
  return { by, isPoints, mood: isNone || better === 'neither' ? 'neutral' : isGood ? 'good' : 'bad' };
}

/** Beyond it a percentage only says that it is far more, or far less. */
const most = 99.99;

/** A change in words: `+12.5%`, `+2.5 pp`, `>+9,999%`. */
export function changeText(
  { by, isPoints }: Pick<MetricChange, 'by' | 'isPoints'>,
  language: string,
  inPoints: (points: string) => string,
): string {
  const decimals = isPoints || Math.abs(by) < 10 ? 1 : 0;
  const signed = { maximumFractionDigits: decimals, signDisplay: 'exceptZero' } as const;
  if (isPoints) return inPoints(new Intl.NumberFormat(language, signed).format(by));
  const percent = new Intl.NumberFormat(language, { ...signed, style: 'percent' });
  if (Math.abs(by) <= most) return percent.format(by);
  return by > 0 ? `>${percent.format(most)}` : `<${percent.format(-most)}`;
}
