import type { Random } from './random.ts';

export const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** The stretch of time that is told: three years up to `until`, its first day whole. */
export type Calendar = {
  /** Midnight UTC. */
  readonly start: number;
  readonly until: number;
  /** How many orders are made on each day; the last is the day of `until`, up to then. */
  readonly ordersOfDay: readonly number[];
};

const dayCount = 1_096;

/** Monday first. Business is done on working days. */
const weekdays = [1.08, 1.16, 1.14, 1.1, 0.98, 0.72, 0.66];

/** The share of each hour UTC: offices from Tashkent to London. */
const hours = [
  0.6, 0.4, 0.4, 0.5, 0.9, 1.6, 2.8, 4.2, 5.6, 6.6, 7.2, 7.1, 6.6, 6.8, 7.0, 6.8, 6.2, 5.4, 4.6, 4.2, 3.8,
  3.0, 2.0, 1.1,
];

/** Advertising through the year: the quiet January and August, the autumn, the rush before the holidays. */
const months = [0.82, 0.9, 1.0, 1.02, 1.0, 0.93, 0.88, 0.84, 1.02, 1.1, 1.24, 1.18];

export function calendarOf(until: number, orders: number, random: Random): Calendar {
  const start = Math.floor(until / dayMs) * dayMs - (dayCount - 1) * dayMs;
  const weights = Array.from({ length: dayCount }, (_, day) => weightOfDay(start + day * dayMs, day, random));
  const lastDay = (until - (start + (dayCount - 1) * dayMs)) / dayMs;
  weights[dayCount - 1] = (weights[dayCount - 1] ?? 0) * lastDay;
  return { start, until, ordersOfDay: apportion(orders, weights) };
}

/** Days before the last on which something was out of the ordinary: what an anomaly detector should find. */
export const anomalies = {
  /** The platform was down for most of a day. */
  outage: 200,
  /** A large channel network recommended it. */
  spike: 410,
  /** A week in which one category's channels took posts down early. */
  disputes: { from: 120, days: 7, category: 'crypto' },
  /** A group of new customers who dispute whatever they buy. */
  fraud: { from: 21, days: 6 },
} as const;

function weightOfDay(day: number, index: number, random: Random): number {
  const date = new Date(day);
  const age = index / (dayCount - 1);
  // Slow first, then quick, then a market that fills up.
  const growth = 0.18 + 0.82 / (1 + Math.exp(-6 * (age - 0.5)));
  const weekday = weekdays[(date.getUTCDay() + 6) % 7] ?? 1;
  const month = date.getUTCMonth();
  const date1 = date.getUTCDate();
  const season = months[month] ?? 1;
  const sales = month === 10 && date1 >= 22 && date1 <= 29 ? 1.35 : 1;
  const holidays = (month === 11 && date1 >= 28) || (month === 0 && date1 <= 4) ? 0.5 : 1;
  const before = dayCount - 1 - index;
  const unusual = before === anomalies.outage ? 0.15 : before === anomalies.spike ? 2.4 : 1;
  return growth * weekday * season * sales * holidays * unusual * Math.exp(0.05 * random.normal());
}

/** Whole numbers in proportion to the weights, whose sum is exactly `total`. */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((left, right) => left + right, 0);
  let weightSoFar = 0;
  let given = 0;
  return weights.map((weight) => {
    weightSoFar += weight;
    const due = Math.round((total * weightSoFar) / sum);
    const share = due - given;
    given = due;
    return share;
  });
}

/** An instant of that day for each of its orders, in order; on the last day up to `until`. */
export function instantsOfDay(calendar: Calendar, day: number, random: Random): Float64Array {
  const dayStart = calendar.start + day * dayMs;
  const end = Math.min(dayMs, calendar.until - dayStart);
  const count = calendar.ordersOfDay[day] ?? 0;
  const whole = hours.reduce((left, right) => left + right, 0);
  const cut = weightUntil(end, whole);
  const instants = new Float64Array(count);
  for (let order = 0; order < count; order += 1) {
    instants[order] = dayStart + Math.min(end - 1, instantAt(random.next() * cut));
  }
  return instants.toSorted();
}

/** How much of the day's weight lies before that millisecond of it. */
function weightUntil(ms: number, whole: number): number {
  if (ms >= dayMs) return whole;
  const hour = Math.floor(ms / hourMs);
  const before = hours.slice(0, hour).reduce((left, right) => left + right, 0);
  return before + ((hours[hour] ?? 0) * (ms % hourMs)) / hourMs;
}

function instantAt(weight: number): number {
  let left = weight;
  for (const [hour, share] of hours.entries()) {
    if (left < share) return Math.floor((hour + left / share) * hourMs);
    left -= share;
  }
  return dayMs - 1;
}
