import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalFromMicros } from './decimal.ts';

describe('micros as a decimal', () => {
  it.each([
    ['0', '0.00'],
    ['1', '0.000001'],
    ['-1', '-0.000001'],
    ['1000000', '1.00'],
    ['12500000', '12.50'],
    ['-12345000', '-12.345'],
    ['123456789012345678901234', '123456789012345678.901234'],
  ])('%s is %s', (micros, text) => expect(decimalFromMicros(micros)).toBe(text));

  it('never loses one', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 29n), max: 10n ** 29n }), (micros) => {
        const [whole = '', fraction = ''] = decimalFromMicros(String(micros)).split('.');
        const back = BigInt(whole + fraction.padEnd(6, '0'));
        expect(back).toBe(micros);
      }),
    );
  });
});
