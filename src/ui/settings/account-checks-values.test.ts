import { describe, expect, it } from 'vitest';
import { settingsContract } from '#contract/settings.ts';
import {
  accountChecksSchema,
  fromValues,
  ranges,
  shortestCheckMs,
  toValues,
} from './account-checks-values.ts';

const schema = accountChecksSchema({
  outOfRange: ({ min, max }) => `${min} to ${max}`,
  wholeNumber: 'whole',
});

const problemOf = (change: object): string | undefined =>
  schema.safeParse({ paceSeconds: 2, concurrency: 8, deadlineSeconds: 15, ...change }).error?.issues[0]
    ?.message;

describe('the account-checks form', () => {
  it('takes its limits from the contract', () => {
    expect(ranges).toEqual({
      paceSeconds: { min: 0, max: 3_600 },
      concurrency: { min: 1, max: 64 },
      deadlineSeconds: { min: 1, max: 120 },
    });
  });

  it('says in seconds what may be entered', () => {
    expect(problemOf({})).toBeUndefined();
    expect(problemOf({ paceSeconds: -1 })).toBe('0 to 3600');
    expect(problemOf({ deadlineSeconds: 0.5 })).toBe('1 to 120');
    expect(problemOf({ concurrency: 1.5 })).toBe('whole');
    expect(problemOf({ concurrency: '' })).toBe('1 to 64');
  });

  it('gives the contract what it accepts, without losing anything on the way', () => {
    const stored = { paceMs: 1_250, concurrency: 4, deadlineMs: 15_000 };
    expect(fromValues(toValues(stored))).toEqual(stored);
    for (const pace of [ranges.paceSeconds.min, 0.001, 1 / 3, ranges.paceSeconds.max]) {
      const sent = fromValues({ paceSeconds: pace, concurrency: 1, deadlineSeconds: 1 });
      expect(settingsContract.saveAccountChecks.input.safeParse(sent).success).toBe(true);
    }
  });

  it('estimates the shortest check', () => {
    expect(shortestCheckMs(250, { paceSeconds: 2, concurrency: 8, deadlineSeconds: 15 })).toBe(498_000);
    expect(shortestCheckMs(0, { paceSeconds: 2, concurrency: 8, deadlineSeconds: 15 })).toBe(0);
    expect(shortestCheckMs(9, { paceSeconds: '', concurrency: 8, deadlineSeconds: 15 })).toBeNull();
  });
});
