import { createDiffieHellman } from 'node:crypto';
import { assert, property, uint8Array } from 'fast-check';
import { expect, it } from 'vitest';
import { bytesOf, greatestCommonDivisor, numberOf, powerModulo } from './modular-arithmetic.ts';

it('keeps leading zeros, and what it writes it reads', () => {
  expect(bytesOf(0x0102n, 4)).toEqual(Buffer.from([0, 0, 1, 2]));
  expect(bytesOf(0n, 2)).toEqual(Buffer.alloc(2));
  expect(numberOf(Buffer.alloc(0))).toBe(0n);
  assert(
    property(uint8Array({ minLength: 1, maxLength: 256 }), (bytes) => {
      expect(bytesOf(numberOf(Buffer.from(bytes)), bytes.length)).toEqual(Buffer.from(bytes));
    }),
  );
  expect(() => bytesOf(0x1_00n, 1)).toThrow(RangeError);
  expect(() => bytesOf(-1n, 1)).toThrow(RangeError);
});

it('computes powers as OpenSSL does', () => {
  const exchange = createDiffieHellman(512);
  const theirs = createDiffieHellman(exchange.getPrime()).generateKeys();
  exchange.generateKeys();
  const secret = exchange.getPrivateKey();
  const shared = powerModulo(numberOf(theirs), numberOf(secret), numberOf(exchange.getPrime()));
  expect(shared).toBe(numberOf(exchange.computeSecret(theirs)));
  expect(powerModulo(5n, 0n, 7n)).toBe(1n);
});

it('finds common divisors', () => {
  expect(greatestCommonDivisor(12n, 18n)).toBe(6n);
  expect(greatestCommonDivisor(0n, 7n)).toBe(7n);
});
