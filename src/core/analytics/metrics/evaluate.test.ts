import { describe, expect, test } from 'vitest';
import { divided, evaluate, measuresOf } from './evaluate.ts';

describe('a quotient', () => {
  test('is rounded half away from zero', () => {
    expect(divided(5n, 2n)).toBe(3n);
    expect(divided(-5n, 2n)).toBe(-3n);
    expect(divided(4n, 3n)).toBe(1n);
    expect(divided(5n, -2n)).toBe(-3n);
    expect(divided(0n, 7n)).toBe(0n);
  });

  test('is nothing where there is nothing to divide by', () => {
    expect(divided(5n, 0n)).toBeNull();
    expect(
      evaluate({ kind: 'quotient', of: { plus: ['a'] }, per: { plus: ['b'] } }, true, () => 0n),
    ).toBeNull();
  });

  test('loses no digit that a float could not hold', () => {
    const huge = 123_456_789_012_345_678_901_234n;
    const of = (name: string) => (name === 'a' ? huge : 1n);
    expect(evaluate({ kind: 'quotient', of: { plus: ['a'] }, per: { plus: ['b'] } }, false, of)).toBe(
      String(huge),
    );
  });
});

describe('a sum', () => {
  test('can be below zero', () => {
    const formula = { kind: 'sum', plus: ['in'], minus: ['out'] } as const;
    expect(evaluate(formula, false, (name) => (name === 'in' ? 3n : 10n))).toBe('-7');
  });

  test('names each measure once', () => {
    expect(
      measuresOf({ kind: 'quotient', of: { plus: ['a'], minus: ['b'] }, per: { plus: ['b', 'c'] } }),
    ).toEqual(['a', 'b', 'c']);
  });
});
