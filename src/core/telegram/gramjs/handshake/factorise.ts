import { greatestCommonDivisor } from '../../modular-arithmetic.ts';
import { HandshakeFailed } from './handshake-failed.ts';

/** Telegram's numbers are below 2^63; a longer one would keep this thread busy for ever. */
const largest = 2n ** 64n;
/** A product of two primes below 2^64 takes some ten thousand steps; these are enough for any. */
const mostSteps = 2_000_000;
const stepsPerDivisor = 128;
const mostSequences = 8;

/**
 * Splits the product of two odd primes: the proof of work that a handshake begins with. Pollard's rho, 5–40 ms. Throws
 * `HandshakeFailed` for a number that is none.
 */
export function factorise(product: bigint): { readonly p: bigint; readonly q: bigint } {
  if (product < 4n || product >= largest) throw new HandshakeFailed('the proof of work is out of range');
  if (product % 2n === 0n) return inOrder(2n, product / 2n);
  for (let increment = 1n; increment <= mostSequences; increment += 1n) {
    const divisor = divisorFrom(product, increment);
    if (divisor !== null) return inOrder(divisor, product / divisor);
  }
  throw new HandshakeFailed('the proof of work is no product of two primes');
}

/** Follows x² + c from two places at once; the differences are multiplied up, so that divisors are sought seldom. */
function divisorFrom(product: bigint, increment: bigint): bigint | null {
  const next = (value: bigint): bigint => (value * value + increment) % product;
  let [slow, fast] = [2n, 2n];
  for (let steps = 0; steps < mostSteps; steps += stepsPerDivisor) {
    const [slowBefore, fastBefore] = [slow, fast];
    let differences = 1n;
    for (let step = 0; step < stepsPerDivisor; step += 1) {
      slow = next(slow);
      fast = next(next(fast));
      differences = (differences * (slow - fast)) % product;
    }
    const divisor = positiveDivisor(differences, product);
    if (divisor === 1n) continue;
    if (divisor !== product) return divisor;
    return divisorOneByOne(product, next, slowBefore, fastBefore);
  }
  return null;
}

/** Both primes were met within one stretch: it is gone through again, step by step. */
function divisorOneByOne(
  product: bigint,
  next: (value: bigint) => bigint,
  slowBefore: bigint,
  fastBefore: bigint,
): bigint | null {
  let [slow, fast] = [slowBefore, fastBefore];
  for (let step = 0; step < stepsPerDivisor; step += 1) {
    slow = next(slow);
    fast = next(next(fast));
    const divisor = positiveDivisor(slow - fast, product);
    if (divisor !== 1n) return divisor === product ? null : divisor;
  }
  return null;
}

function positiveDivisor(value: bigint, product: bigint): bigint {
  return greatestCommonDivisor(value < 0n ? -value : value, product);
}

function inOrder(one: bigint, other: bigint): { readonly p: bigint; readonly q: bigint } {
  return one < other ? { p: one, q: other } : { p: other, q: one };
}
