import { generatePrimeSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { factorise } from './factorise.ts';
import { HandshakeFailed } from './handshake-failed.ts';

describe('the proof of work', () => {
  it('splits Telegram’s own example', () => {
    expect(factorise(0x17ed48941a08f981n)).toEqual({ p: 0x494c553bn, q: 0x53911073n });
  });

  it('splits products of any primes of up to 32 bits, squares and even numbers among them', () => {
    for (const bits of [3, 4, 8, 16, 24, 31, 32]) {
      for (let round = 0; round < 5; round += 1) {
        const one = generatePrimeSync(bits, { bigint: true });
        const other = generatePrimeSync(bits, { bigint: true });
        const { p, q } = factorise(one * other);
        expect([p, q]).toEqual(one < other ? [one, other] : [other, one]);
      }
    }
    expect(factorise(49n)).toEqual({ p: 7n, q: 7n });
    expect(factorise(4n)).toEqual({ p: 2n, q: 2n });
    expect(factorise(2n * 4_294_967_291n)).toEqual({ p: 2n, q: 4_294_967_291n });
  });

  it.each([0n, 1n, 3n, 2n ** 64n, 2n ** 2047n + 1n])('refuses %s', (number) => {
    expect(() => factorise(number)).toThrow(HandshakeFailed);
  });

  it('refuses a prime instead of looking for ever', () => {
    expect(() => factorise(1_000_003n)).toThrow(HandshakeFailed);
  });
});
