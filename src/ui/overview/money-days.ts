import type { DateRange } from '#contract/analytics.ts';
import type { MetricAnswer } from '#contract/metrics/metric-query.ts';
import type { MetricName } from '#contract/metrics/metrics.ts';

/** In the order in which they are asked for. */
export const moneyMetrics = [
  'deposits',
  'withdrawals',
  'payouts',
  'revenue',
] as const satisfies readonly MetricName[];

/** Micros of one currency. */
export type Flow = { readonly in: bigint; readonly out: bigint; readonly revenue: bigint };

export type MoneyOfCurrency = {
  readonly currency: string;
  readonly today: Flow;
  /** The same day of the week before. */
  readonly dayBefore: Flow;
  /** From Monday to today. */
  readonly week: Flow;
  /** From Monday to the same day, the week before. */
  readonly weekBefore: Flow;
  /** Each day from the Monday of the week before, the last is today. */
  readonly days: readonly ({ readonly day: string } & Flow)[];
};

const dayMs = 86_400_000;
const nothing: Flow = { in: 0n, out: 0n, revenue: 0n };

/** From the Monday of the week before until today; a day is the workspace's. */
export function moneyRange(today: string): DateRange {
  const at = Date.parse(today);
  const sinceMonday = (new Date(at).getUTCDay() + 6) % 7;
  return { from: isoDate(at - (sinceMonday + 7) * dayMs), to: today };
}

/**
 * Money in and out of an answer about `moneyMetrics` for each day of `moneyRange`, by currency: those most used first, as they
 * are named, then any other that something moved in.
 */
export function moneyDays(
  answer: Pick<MetricAnswer, 'rows' | 'range'>,
  currencies: readonly string[],
): readonly MoneyOfCurrency[] {
  const flows = new Map<string, Flow>();
  const moved = new Set<string>();
  for (const { start, currency, values } of answer.rows) {
    if (start === null || currency === null) continue;
    const [deposits = 0n, withdrawals = 0n, payouts = 0n, revenue = 0n] = values.map((value) =>
      BigInt(value ?? 0),
    );
    flows.set(`${currency} ${start}`, { in: deposits, out: withdrawals + payouts, revenue });
    moved.add(currency);
  }
  const { from, to } = answer.range;
  const length = Math.round((Date.parse(to) - Date.parse(from)) / dayMs) + 1;
  const dates = Array.from({ length }, (_, index) => isoDate(Date.parse(from) + index * dayMs));
  return [...new Set([...currencies, ...moved])].map((currency) => {
    const days = dates.map((day) => ({ day, ...(flows.get(`${currency} ${day}`) ?? nothing) }));
    return {
      currency,
      today: days.at(-1) ?? nothing,
      dayBefore: days.at(-8) ?? nothing,
      week: total(days.slice(7)),
      weekBefore: total(days.slice(0, Math.max(0, length - 7))),
      days,
    };
  });
}

function total(days: readonly Flow[]): Flow {
  return days.reduce(
    (sum, day) => ({ in: sum.in + day.in, out: sum.out + day.out, revenue: sum.revenue + day.revenue }),
    nothing,
  );
}

function isoDate(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
