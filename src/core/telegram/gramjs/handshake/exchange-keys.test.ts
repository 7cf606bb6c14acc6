import { createDiffieHellmanGroup, generatePrimeSync } from 'node:crypto';
import { dhGenerator, dhPrime, startKeyExchange } from '#sandbox/handshake/diffie-hellman.ts';
import { describe, expect, it } from 'vitest';
import { bytesOf, numberOf } from '../../modular-arithmetic.ts';
import { exchangeKeys, requireSafeGroup } from './exchange-keys.ts';
import { HandshakeFailed } from './handshake-failed.ts';

const prime = numberOf(dhPrime);

describe('the key exchange', () => {
  it('comes to the same key at both ends', () => {
    const server = startKeyExchange();
    const ours = exchangeKeys({
      prime: dhPrime,
      generator: dhGenerator,
      publicValue: server.publicValue,
    });
    expect(ours.authKey).toHaveLength(256);
    expect(server.secretFor(ours.publicValue)).toEqual(ours.authKey);
  });

  it.each([
    ['zero', 0n],
    ['one', 1n],
    ['a small number', 2n ** 1983n],
    ['the prime less one', prime - 1n],
    ['the prime less a little', prime - 2n ** 1983n],
  ])('refuses %s as the server’s half', (_which, value) => {
    const publicValue = bytesOf(value, 256);
    expect(() => exchangeKeys({ prime: dhPrime, generator: dhGenerator, publicValue })).toThrow(
      HandshakeFailed,
    );
  });
});

describe('the group', () => {
  it.each([3, 4, 7])('is good with Telegram’s prime and the generator %d', async (generator) => {
    await requireSafeGroup({ prime: dhPrime, generator });
  });

  it.each([-1, 0, 1, 2, 5, 6, 8, 65_537])('is refused with the generator %d', async (generator) => {
    await expect(requireSafeGroup({ prime: dhPrime, generator })).rejects.toThrow(HandshakeFailed);
  });

  it('may be another safe prime: one of RFC 3526', async () => {
    await requireSafeGroup({ prime: createDiffieHellmanGroup('modp14').getPrime(), generator: 2 });
  });

  it('is refused with a short prime, with no prime, and with one that is not safe', async () => {
    await refused(bytesOf(generatePrimeSync(512, { safe: true, bigint: true }), 64));
    await refused(bytesOf(prime - 2n, 256));
    // One prime in a thousand of this size is a safe one; this is Telegram's, and so is not.
    await refused(bytesOf(generatePrimeSync(2048, { bigint: true, add: 8n, rem: 5n }), 256));
  });
});

async function refused(bytes: Buffer): Promise<void> {
  // 4 is a square in every group, so that only the prime is at fault.
  await expect(requireSafeGroup({ prime: bytes, generator: 4 })).rejects.toThrow(HandshakeFailed);
}
