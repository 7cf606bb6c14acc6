import { expect, it } from 'vitest';
import { splitDuration } from './split-duration.ts';

it('splits a length of time', () => {
  expect(splitDuration(0)).toEqual({ hours: 0, minutes: 0, seconds: 0 });
  expect(splitDuration(1)).toEqual({ hours: 0, minutes: 0, seconds: 1 });
  expect(splitDuration(59_999)).toEqual({ hours: 0, minutes: 1, seconds: 0 });
  expect(splitDuration(7_505_000)).toEqual({ hours: 2, minutes: 5, seconds: 5 });
  expect(splitDuration(-4)).toEqual({ hours: 0, minutes: 0, seconds: 0 });
});
