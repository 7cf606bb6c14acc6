import { expect, it } from 'vitest';
import { defaultRiskRules } from '#contract/marketplace/risk.ts';
import { changedFields, fromRiskValues, toRiskValues } from './risk-values.ts';

it('shows the rules as people read them, and loses nothing on the way', () => {
  const values = toRiskValues(defaultRiskRules);
  expect(values).toMatchObject({ disputePercent: 10, positiveStars: 4, newDays: 30, positiveWeight: -20 });
  expect(fromRiskValues(values)).toEqual(defaultRiskRules);
  expect(fromRiskValues({ ...values, disputePercent: 12.3456 })?.disputeRatePpm).toBe(123_456);
});

it.each([
  ['an empty field', { newWeight: '' }],
  ['half a point', { newWeight: 1.5 }],
  ['more than 100 points', { disputeWeight: 101 }],
  ['six stars', { positiveStars: 6 }],
  ['a suspension below the flag', { flagAbove: 90 }],
])('refuses %s', (_what, change) => {
  expect(fromRiskValues({ ...toRiskValues(defaultRiskRules), ...change })).toBeNull();
});

it('tells what changed', () => {
  expect(changedFields({ ...defaultRiskRules, disputeRatePpm: 1, flagAbove: 60 }, defaultRiskRules)).toEqual([
    'disputePercent',
    'flagAbove',
  ]);
});
