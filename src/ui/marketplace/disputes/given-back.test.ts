import { describe, expect, it } from 'vitest';
import { givenBackMicros } from './given-back.ts';

describe('what goes back', () => {
  const price = 40_000_000n;

  it('is nothing, all of it, or what was typed', () => {
    expect(givenBackMicros('release', '12', price)).toBe(0n);
    expect(givenBackMicros('refund', '12', price)).toBe(price);
    expect(givenBackMicros('pro_rata', ' 12,5 ', price)).toBe(12_500_000n);
    expect(givenBackMicros('pro_rata', '0.000001', price)).toBe(1n);
    expect(givenBackMicros('pro_rata', '40', price)).toBe(price);
    expect(givenBackMicros('pro_rata', '0', price)).toBe(0n);
  });

  it.each(['', '-1', '40.000001', '1.0000001', 'half', '1e3'])('is not “%s”', (typed) => {
    expect(givenBackMicros('pro_rata', typed, price)).toBeNull();
  });
});
