import { expect, it } from 'vitest';
import { microsFromText } from './amount-text.ts';

it.each([
  ['12.5', '12500000'],
  [' 0,000001 ', '1'],
  ['100', '100000000'],
  ['007', '7000000'],
  ['0', null],
  ['0.0', null],
  ['-5', null],
  ['1e3', null],
  ['1.1234567', null],
  ['', null],
  ['9999999999', null],
])('%j is %s micros', (text, micros) => {
  expect(microsFromText(text)).toBe(micros);
});
