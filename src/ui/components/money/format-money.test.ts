import { describe, expect, it } from 'vitest';
import { decimalText, formatMoney } from './format-money.ts';

const dollars = (micros: string) => formatMoney({ micros, currency: 'USD' }, 'en-US');

describe('formatMoney', () => {
  it('shows whole cents with two digits', () => {
    expect(dollars('12000000')).toBe('$12.00');
    expect(dollars('12340000')).toBe('$12.34');
    expect(dollars('0')).toBe('$0.00');
  });

  it('shows parts of a cent in full', () => {
    expect(dollars('500')).toBe('$0.0005');
    expect(dollars('1')).toBe('$0.000001');
    expect(dollars('-2500')).toBe('-$0.0025');
  });

  it('loses no digit of an amount that a float could not hold', () => {
    expect(dollars('123456789012345678901234567890')).toBe('$123,456,789,012,345,678,901,234.56789');
  });

  it('follows the digits of the currency', () => {
    expect(formatMoney({ micros: '1500000000', currency: 'JPY' }, 'en-US')).toBe('¥1,500');
    expect(formatMoney({ micros: '1500000', currency: 'EUR' }, 'de-DE')).toBe('1,50\u00a0€');
  });
});

describe('decimalText', () => {
  it('puts the point six digits from the end', () => {
    expect(decimalText('1')).toBe('0.000001');
    expect(decimalText('-1000000')).toBe('-1.000000');
  });
});
