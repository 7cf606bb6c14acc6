import { expect, test } from 'vitest';
import { eachStep } from './member-steps.ts';

const stepsOf = (...months: number[]): string[] => {
  const told: string[] = [];
  eachStep(months, (month, step) => told.push(`${month} ${step}`));
  return told.toSorted();
};

test('a member comes, stays, leaves, comes back and leaves', () => {
  expect(stepsOf(5, 6, 9)).toEqual(['10 lost', '5 fresh', '6 kept', '7 lost', '9 back']);
  expect(stepsOf(9, 5, 6)).toEqual(stepsOf(5, 6, 9));
  expect(stepsOf(7)).toEqual(['7 fresh', '8 lost']);
  expect(stepsOf()).toEqual([]);
});
