import { describe, expect, it } from 'vitest';
import {
  clockText,
  dateTimeText,
  exactTexts,
  refreshAfter,
  relativeText,
  relativeTime,
} from './relative-time.ts';

const now = Date.UTC(2026, 4, 20, 12, 0, 0);
const seconds = (count: number) => count * 1_000;
const hours = (count: number) => count * 3_600_000;

describe('relativeTime', () => {
  it('takes the coarsest unit that fits', () => {
    expect(relativeTime(now - seconds(3), now)).toEqual({ value: 0, unit: 'second' });
    expect(relativeTime(now - seconds(34), now)).toEqual({ value: -30, unit: 'second' });
    expect(relativeTime(now - seconds(119), now)).toEqual({ value: -1, unit: 'minute' });
    expect(relativeTime(now + hours(23), now)).toEqual({ value: 23, unit: 'hour' });
    expect(relativeTime(now - hours(24 * 29), now)).toEqual({ value: -29, unit: 'day' });
    expect(relativeTime(now - hours(24 * 400), now)).toEqual({ value: -1, unit: 'year' });
  });
});

describe('relativeText', () => {
  it('speaks', () => {
    expect(relativeText(now, now, 'en')).toBe('now');
    expect(relativeText(now - seconds(180), now, 'en')).toBe('3 min. ago');
    expect(relativeText(now + hours(2), now, 'en')).toBe('in 2 hr.');
  });
});

describe('refreshAfter', () => {
  it('asks less often the further away the instant is', () => {
    const waits = [seconds(5), seconds(600), hours(3), hours(50)].map((age) => refreshAfter(now - age, now));
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  });
});

describe('exactTexts', () => {
  it('names the instant in UTC and in the reader’s zone', () => {
    const texts = exactTexts(now, 'en-US', 'America/New_York');
    expect(texts.utc).toMatch(/May 20, 2026, 12:00:00\sPM UTC/);
    expect(texts.local).toMatch(/May 20, 2026(,| at) 8:00:00\sAM EDT/);
  });
});

describe('dateTimeText', () => {
  it('is short and in the reader’s zone', () => {
    expect(dateTimeText(now, 'en-US', 'America/New_York')).toMatch(/^May 20, 2026, 8:00\sAM$/);
  });
});

describe('clockText', () => {
  it('counts down to zero', () => {
    expect(clockText(245_000)).toBe('4:05');
    expect(clockText(244_001)).toBe('4:05');
    expect(clockText(3_600_000)).toBe('1:00:00');
    expect(clockText(-5)).toBe('0:00');
  });
});
