import { describe, expect, it } from 'vitest';
import { parsePhoneNumber } from './phone-number.ts';

describe('a phone number', () => {
  it.each([
    ['+44 7700 900123', '+447700900123'],
    ['0044 7700-900123', '+447700900123'],
    ['447700900123', '+447700900123'],
    ['+1 (415) 555.0132', '+14155550132'],
    ['\u202a+7\u00a0912\u00a0345‑67‑89\u202c', '+79123456789'],
    ['＋４９ １５１ １２３４５６７', '+491511234567'],
    ['+99966 2 0001', '+9996620001'],
  ])('is read from %s', (text, digits) => {
    expect(parsePhoneNumber(text)).toBe(digits);
  });

  it.each([
    '',
    '+',
    '12345',
    '+0123456789',
    '++447700900123',
    '+44 7700 900123 ext 5',
    'seven',
    '+1234567890123456',
    '+44\u00007700900123',
  ])('raises PHONE_NUMBER_INVALID for %j, without repeating it', (text) => {
    let said: unknown;
    try {
      parsePhoneNumber(text);
    } catch (error) {
      said = error;
    }
    expect(said).toMatchObject({ code: 'PHONE_NUMBER_INVALID', details: {} });
  });
});
