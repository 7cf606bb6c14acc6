import { type Category } from '#contract/marketplace/channels.ts';
import { type Calendar, dayMs } from './calendar.ts';

export type CommissionRule = {
  readonly validFrom: number;
  readonly ratePpm: number;
  readonly category: Category | null;
};

/** The rules of the story: they became cheaper half-way, and one category has its own. */
export function commissionRules(calendar: Pick<Calendar, 'start'>): readonly CommissionRule[] {
  const { start } = calendar;
  return [
    { validFrom: start - 400 * dayMs, ratePpm: 150_000, category: null },
    { validFrom: start + 200 * dayMs, ratePpm: 180_000, category: 'crypto' },
    { validFrom: start + 540 * dayMs, ratePpm: 120_000, category: null },
    { validFrom: start + 800 * dayMs, ratePpm: 100_000, category: 'education' },
  ];
}

/** In force at an instant: the newest of the category that has begun, or else the newest without one. */
export function rateInForce(rules: readonly CommissionRule[], category: Category, at: number): number {
  const begun = rules.filter((rule) => rule.validFrom <= at);
  const own = begun.findLast((rule) => rule.category === category);
  return (own ?? begun.findLast((rule) => rule.category === null))?.ratePpm ?? 0;
}
