import { describe, expect, it } from 'vitest';
import { findAccountNumber, isMaskedReference, passesIban, passesLuhn } from './account-number.ts';

describe('a whole number is found', () => {
  it.each([
    ['4242424242424242', 'card'],
    ['Visa 4242 4242-4242.4242', 'card'],
    ['my card: 4242 4242 4242 4242 12/27', 'card'],
    ['3782 822463 10005', 'card'],
    ['４２４２４２４２４２４２４２４２', 'card'],
    ['٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢', 'card'],
    ['4242\u200b4242\u200b4242\u200b4242', 'card'],
    ['DE89 3704 0044 0532 0130 00', 'iban'],
    ['pay to gb82west12345698765432 please', 'iban'],
  ])('in “%s”', (text, kind) => {
    expect(findAccountNumber(text)).toBe(kind);
    expect(isMaskedReference(text)).toBe(false);
  });
});

describe('what is no number of a card or an account', () => {
  it.each(['Visa •••• 4242', 'card ending 4242, 12/27', 'IBAN DE•• ••00', 'PayPal of a@example.com', ''])(
    'may stand there: “%s”',
    (text) => {
      expect(findAccountNumber(text)).toBeNull();
      expect(isMaskedReference(text)).toBe(true);
    },
  );

  it('is not a masked reference when it has too many digits all the same', () => {
    expect(findAccountNumber('4242 4242 4242')).toBeNull();
    expect(isMaskedReference('4242 4242 4242')).toBe(false);
  });

  it('is told by the check digits', () => {
    expect(passesLuhn('4242424242424242')).toBe(true);
    expect(passesLuhn('4242424242424241')).toBe(false);
    expect(passesIban('DE89370400440532013000')).toBe(true);
    expect(passesIban('DE89370400440532013001')).toBe(false);
  });
});
