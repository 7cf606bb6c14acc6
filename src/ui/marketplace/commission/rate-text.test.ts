import { expect, it } from 'vitest';
import { ppmFromText, rateText, splitOfHundred } from './rate-text.ts';

it.each([
  ['15', 150_000],
  [' 12,5 % ', 125_000],
  ['0.0001', 1],
  ['0', 0],
  ['100', 1_000_000],
  ['100.0001', null],
  ['12.34567', null],
  ['-1', null],
  ['1e2', null],
  ['', null],
  ['%', null],
])('%j is %s parts per million', (text, ppm) => {
  expect(ppmFromText(text)).toBe(ppm);
});

it('shows a rate with as many decimals as it has', () => {
  expect(rateText(150_000, 'en')).toBe('15%');
  expect(rateText(123_456, 'en')).toBe('12.3456%');
});

it('splits a hundred without losing anything', () => {
  expect(splitOfHundred(123_456)).toEqual({ commission: 12_345_600n, editor: 87_654_400n });
  expect(splitOfHundred(0)).toEqual({ commission: 0n, editor: 100_000_000n });
});
