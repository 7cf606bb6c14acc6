import { createHash, pbkdf2Sync, randomBytes } from 'node:crypto';
import { bytesOf, numberOf, powerModulo } from '#core/telegram/modular-arithmetic.ts';
import { dhGenerator, dhPrime } from '../handshake/diffie-hellman.ts';

/** Telegram's two-step verification, the server's side: https://core.telegram.org/api/srp. */
export type TwoStepPassword = {
  readonly hint: string | null;
  readonly salt1: Buffer;
  readonly salt2: Buffer;
  /** g^x mod p: what the server keeps instead of the password. */
  readonly verifier: bigint;
};

/** One attempt to prove that one knows the password. */
export type PasswordChallenge = {
  readonly id: bigint;
  /** Sent to the client, 256 bytes. */
  readonly publicValue: Buffer;
  /** Whether the client's A and M1 prove that it knows the password. */
  accepts(clientValue: Buffer, proof: Buffer): boolean;
};

const iterations = 100_000;
const prime = numberOf(dhPrime);
const generator = BigInt(dhGenerator);
const generatorBytes = toBytes(generator);

export function newPassword(password: string, hint: string | null): TwoStepPassword {
  const salt1 = randomBytes(40);
  const salt2 = randomBytes(16);
  const first = salted(salted(Buffer.from(password, 'utf8'), salt1), salt2);
  const slow = pbkdf2Sync(first, salt1, iterations, 64, 'sha512');
  return { hint, salt1, salt2, verifier: power(generator, numberOf(salted(slow, salt2))) };
}

export function challenge({ salt1, salt2, verifier }: TwoStepPassword): PasswordChallenge {
  const secret = numberOf(randomBytes(256));
  const multiplier = numberOf(sha256(dhPrime, generatorBytes));
  const publicValue = toBytes((multiplier * verifier + power(generator, secret)) % prime);
  return {
    id: randomBytes(8).readBigInt64LE(0),
    publicValue,
    accepts: (clientValue, proof) => {
      const a = numberOf(clientValue);
      if (clientValue.length !== 256 || a <= 1n || a >= prime - 1n) return false;
      const scrambler = numberOf(sha256(clientValue, publicValue));
      const shared = power((a * power(verifier, scrambler)) % prime, secret);
      const expected = sha256(
        xor(sha256(dhPrime), sha256(generatorBytes)),
        sha256(salt1),
        sha256(salt2),
        clientValue,
        publicValue,
        sha256(toBytes(shared)),
      );
      return expected.equals(proof);
    },
  };
}

function power(base: bigint, exponent: bigint): bigint {
  return powerModulo(base, exponent, prime);
}

function salted(data: Buffer, salt: Buffer): Buffer {
  return sha256(salt, data, salt);
}

function sha256(...parts: readonly Buffer[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

function xor(one: Buffer, other: Buffer): Buffer {
  return Buffer.from(one.map((byte, index) => byte ^ (other[index] ?? 0)));
}

function toBytes(value: bigint): Buffer {
  return bytesOf(value, 256);
}
