import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimalFromMicros, nearestCent } from './decimal.ts';

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

describe('the nearest cent', () => {
  it.each([
    ['0', '0'],
    ['4999', '0'],
    ['5000', '10000'],
    ['-4999', '0'],
    ['-5000', '-10000'],
    ['144201983', '144200000'],
    ['123456789012345678905000', '123456789012345678910000'],
  ])('of %s is %s', (micros, cents) => expect(nearestCent(micros)).toBe(cents));

  it('is never more than half a cent away', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 29n), max: 10n ** 29n }), (micros) => {
        const cents = BigInt(nearestCent(String(micros)));
        const away = cents > micros ? cents - micros : micros - cents;
        expect(cents % 10_000n).toBe(0n);
        expect(away <= 5_000n).toBe(true);
      }),
    );
  });
});
