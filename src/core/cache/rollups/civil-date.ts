/** Arithmetic of the proleptic Gregorian calendar on day numbers: days since 1970-01-01, of whatever zone they were taken. */

export type CivilDate = { readonly year: number; readonly month: number; readonly day: number };

const dayMs = 86_400_000;

export function dayNumber({ year, month, day }: CivilDate): number {
  return Math.floor(Date.UTC(year, month - 1, day) / dayMs);
}

export function civilDate(day: number): CivilDate {
  const date = new Date(day * dayMs);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** Year × 12 + month − 1: consecutive for consecutive months. */
export function monthOfDay(day: number): number {
  const date = new Date(day * dayMs);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

export function firstDayOfMonth(month: number): number {
  return Math.floor(Date.UTC(Math.floor(month / 12), month % 12, 1) / dayMs);
}

/** Year × 4 + quarter − 1. */
export function quarterOfMonth(month: number): number {
  return Math.floor(month / 3);
}

/** Monday is 0. 1970-01-01 was a Thursday. */
export function weekday(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** `2026-11-21` */
export function isoDate(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

/** The number of `2026-11-21`. */
export function dayOfIsoDate(date: string): number {
  return Math.floor(Date.parse(`${date}T00:00:00Z`) / dayMs);
}
