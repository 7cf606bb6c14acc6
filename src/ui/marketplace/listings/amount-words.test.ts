import { expect, it } from 'vitest';
import { microsFromText } from '../customers/amount-text.ts';
import { textFromMicros } from './amount-words.ts';

it.each(['1', '12500000', '1000000', '999999999999999', '10', '500000'])(
  '%s micros come back as typed',
  (micros) => {
    expect(microsFromText(textFromMicros(micros))).toBe(micros);
  },
);

it('says no more digits than there are', () => {
  expect(textFromMicros('12500000')).toBe('12.5');
  expect(textFromMicros('40000000')).toBe('40');
});
