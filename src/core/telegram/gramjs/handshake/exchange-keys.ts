import { checkPrime, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { bytesOf, numberOf, powerModulo } from '../../modular-arithmetic.ts';
import { HandshakeFailed } from './handshake-failed.ts';

const isPrime = promisify(checkPrime);
const authKeyBytes = 256;

/** What the server proposes: the group, and its own half. */
export type Proposal = {
  readonly prime: Buffer;
  readonly generator: number;
  readonly publicValue: Buffer;
};

export type Agreement = {
  /** Our half, for the server. */
  readonly publicValue: Buffer;
  /** 256 bytes always: as a number it may be shorter, as a key it may not. */
  readonly authKey: Buffer;
};

/** Computes our half of the exchange and the key; 30 ms of this thread. Throws `HandshakeFailed` for an unsafe value. */
export function exchangeKeys(
  { prime, generator, publicValue }: Proposal,
  drawSecret = randomSecret,
): Agreement {
  const modulus = numberOf(prime);
  const theirs = requireSafeValue(numberOf(publicValue), modulus);
  for (;;) {
    const secret = drawSecret();
    const ours = powerModulo(BigInt(generator), secret, modulus);
    if (!isSafeValue(ours, modulus)) continue;
    const shared = powerModulo(theirs, secret, modulus);
    return { publicValue: bytesOf(ours, authKeyBytes), authKey: bytesOf(shared, authKeyBytes) };
  }
}

function randomSecret(): bigint {
  return numberOf(randomBytes(authKeyBytes));
}

/** The one prime that Telegram has used for years, and which was checked when this was written. */
const knownPrime = Buffer.from(
  'c71caeb9c6b1c9048e6c522f70f13f73980d40238e3e21c14934d037563d930f48198a0aa7c14058229493d22530f4dbfa336f6e0ac925139543aed44cce7c3720fd51f69458705ac68cd4fe6b6b13abdc9746512969328454f18faf8c595f642477fe96bb2a941d5bcd1d4ac8cc49880708fa9b378e3c4f3a9060bee67cf9a4a4a695811051907e162753b56b0f6b410dba74d8a84b2a14b3144e0ef1284754fd17ed950d5965b4b9dd46582db1178d169c6bc465b0d6ff9ca3928fef5b9ae4e418fc15e83ebea0f87fa9ff5eed70050ded2849f47bf959d956850ce929851f0d8115f635b105ee2e4e15d04b2454bf6f4fadf034b10403119cd8e3b92fcc5b',
  'hex',
);

/**
 * Rejects with `HandshakeFailed` unless the prime is a safe one of 2048 bits and the generator stands for a subgroup
 * of prime order, as https://core.telegram.org/mtproto/auth_key demands: a server could choose others so that it, or
 * whoever listens, can compute the key.
 */
export async function requireSafeGroup({ prime, generator }: Omit<Proposal, 'publicValue'>): Promise<void> {
  const modulus = numberOf(prime);
  if (!isGoodGenerator(generator, modulus)) throw new HandshakeFailed('the generator is not a safe one');
  if (prime.equals(knownPrime)) return;
  if (prime.length !== authKeyBytes || (prime[0] ?? 0) < 0x80)
    throw new HandshakeFailed('the prime is not 2048 bits long');
  if (!(await isPrime(modulus)) || !(await isPrime((modulus - 1n) / 2n)))
    throw new HandshakeFailed('the prime is not a safe one');
}

function isGoodGenerator(generator: number, modulus: bigint): boolean {
  switch (generator) {
    case 2:
      return modulus % 8n === 7n;
    case 3:
      return modulus % 3n === 2n;
    case 4:
      return true;
    case 5:
      return modulus % 5n === 1n || modulus % 5n === 4n;
    case 6:
      return modulus % 24n === 19n || modulus % 24n === 23n;
    case 7:
      return modulus % 7n === 3n || modulus % 7n === 5n || modulus % 7n === 6n;
    default:
      return false;
  }
}

function requireSafeValue(value: bigint, modulus: bigint): bigint {
  if (!isSafeValue(value, modulus)) throw new HandshakeFailed('the server’s half is not a safe one');
  return value;
}

/** Neither end of the range, so that the key cannot be guessed. */
function isSafeValue(value: bigint, modulus: bigint): boolean {
  const margin = 2n ** (2048n - 64n);
  return value >= margin && value <= modulus - margin;
}
