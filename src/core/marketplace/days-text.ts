import type { DaysUpTo } from '#contract/analytics.ts';

/** Days as a file says that it was filtered by them. */
export function daysText(days: DaysUpTo | null): string {
  if (days === null) return '';
  return days.from === undefined ? `up to ${days.to}` : `${days.from} to ${days.to}`;
}
