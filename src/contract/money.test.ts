import { describe, expect, it } from 'vitest';
import { amountSchema, moneyText } from './money.ts';

describe('an amount in words', () => {
  it.each([
    [12_500_000n, '12.50 USD'],
    [0n, '0.00 USD'],
    [-1n, '-0.000001 USD'],
    [1_234_567_890_120_000n, '1234567890.12 USD'],
    [5_125_000n, '5.125 USD'],
  ])('%d micros are %s', (micros, text) => {
    expect(moneyText(micros, 'USD')).toBe(text);
  });
});

describe('an amount on the wire', () => {
  it.each(['0', '-5', '1.5', '1e9', '', ' 1', '9'.repeat(16), 'NaN'])('is not %j', (text) => {
    expect(amountSchema.safeParse(text).success).toBe(false);
  });

  it('is a positive number of micros', () => {
    expect(amountSchema.safeParse('1').success).toBe(true);
  });
});
