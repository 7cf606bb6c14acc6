import { describe, expect, it } from 'vitest';
import { niceScale, shortNumber } from './nice-scale.ts';

describe('the scale of an axis', () => {
  it.each([
    [0, 97, { from: 0, to: 100, step: 20 }],
    [-30, 55, { from: -40, to: 60, step: 20 }],
    [0, 0, { from: 0, to: 1, step: 0.2 }],
    [0, 1_234_567, { from: 0, to: 1_250_000, step: 250_000 }],
  ])('from %d to %d', (least, greatest, scale) => expect(niceScale(least, greatest, 5)).toEqual(scale));

  it.each([
    [0, '0'],
    [9_999, '9999'],
    [12_500, '12.5k'],
    [-2_500_000, '−2.5M'],
    [3e9, '3B'],
  ])('%d is written %s', (value, text) => expect(shortNumber(value)).toBe(text));
});
