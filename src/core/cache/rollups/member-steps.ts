/**
 * What a member does in a month: shows up for the first time, as in the month before, or again after a break; or shows up no more.
 * In the order of their numbers in a cohort rollup's table of steps.
 */
export const memberSteps = ['fresh', 'kept', 'back', 'lost'] as const;
export type MemberStep = (typeof memberSteps)[number];

/** Tells each step of a member who was there in these months (`period`s, in any order), the one out of the last month included. */
export function eachStep(months: Iterable<number>, tell: (month: number, step: MemberStep) => void): void {
  const there = new Set(months);
  const first = Math.min(...there);
  for (const month of there) {
    tell(month, month === first ? 'fresh' : there.has(month - 1) ? 'kept' : 'back');
    if (!there.has(month + 1)) tell(month + 1, 'lost');
  }
}
