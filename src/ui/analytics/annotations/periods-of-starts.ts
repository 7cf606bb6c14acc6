import type { DateRange } from '#contract/analytics.ts';

const dayMs = 86_400_000;

/** The days of periods that are told by their first ones, up to the last day of all. */
export function periodsOfStarts(starts: readonly string[], last: string): { readonly range: DateRange }[] {
  return starts.map((from, index) => {
    const next = starts[index + 1];
    return { range: { from, to: next === undefined ? last : dayBefore(next) } };
  });
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - dayMs).toISOString().slice(0, 10);
}
