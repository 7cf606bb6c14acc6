import { type RiskRules, riskRulesSchema } from '#contract/marketplace/risk.ts';

/** The rules as people read them: days, points, percent, stars. A field that was emptied holds an empty text. */
export type RiskValues = Readonly<Record<RiskField, number | string>>;

export const riskFields = [
  'newWeight',
  'newDays',
  'unverifiedWeight',
  'disputeWeight',
  'disputePercent',
  'positiveWeight',
  'positiveStars',
  'longWeight',
  'longDays',
  'flagAbove',
  'suspendAbove',
] as const;
export type RiskField = (typeof riskFields)[number];

export function toRiskValues(rules: RiskRules): RiskValues {
  const { disputeRatePpm, positiveTenths, ...same } = rules;
  return { ...same, disputePercent: disputeRatePpm / 10_000, positiveStars: positiveTenths / 10 };
}

const scaled = (value: number | string, by: number): number | string =>
  typeof value === 'number' ? Math.round(value * by) : value;

/** The rules that were entered; null when the contract would refuse them. */
export function fromRiskValues({ disputePercent, positiveStars, ...same }: RiskValues): RiskRules | null {
  const parsed = riskRulesSchema.safeParse({
    ...same,
    disputeRatePpm: scaled(disputePercent, 10_000),
    positiveTenths: scaled(positiveStars, 10),
  });
  return parsed.success ? parsed.data : null;
}

/** The fields in which two versions differ. */
export function changedFields(rules: RiskRules, before: RiskRules): readonly RiskField[] {
  const one = toRiskValues(rules);
  const other = toRiskValues(before);
  return riskFields.filter((field) => one[field] !== other[field]);
}
