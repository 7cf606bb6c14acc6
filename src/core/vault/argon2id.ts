import { argon2, type BinaryLike } from 'node:crypto';
import { secretKey, type SecretKey, secretKeyBytes } from './cipher.ts';

export type Argon2Costs = {
  readonly memoryKib: number;
  readonly passes: number;
  readonly parallelism: number;
};

/** RFC 9106's second recommendation: 64 MiB, three passes. With one lane both implementations are equally fast to guess. */
export const usualCosts: Argon2Costs = { memoryKib: 65_536, passes: 3, parallelism: 1 };

/** What a file from elsewhere may demand of this machine. */
const mostCosts: Argon2Costs = { memoryKib: 1_048_576, passes: 16, parallelism: 16 };
const leastCosts: Argon2Costs = { memoryKib: 8_192, passes: 1, parallelism: 1 };

export function bearable(costs: Argon2Costs): boolean {
  return (['memoryKib', 'passes', 'parallelism'] as const).every(
    (cost) =>
      Number.isInteger(costs[cost]) && costs[cost] >= leastCosts[cost] && costs[cost] <= mostCosts[cost],
  );
}

/** A key from a passphrase, by Argon2id. Passphrases that look the same are the same (Unicode NFKC). */
export async function argon2id(passphrase: string, salt: Buffer, costs: Argon2Costs): Promise<SecretKey> {
  const message = Buffer.from(passphrase.normalize('NFKC'), 'utf8');
  try {
    return secretKey((await native(message, salt, costs)) ?? (await inJavaScript(message, salt, costs)));
  } finally {
    message.fill(0);
  }
}

/** Null where the runtime's crypto library has no Argon2: Electron's BoringSSL has none, though the function is there. */
function native(message: BinaryLike, nonce: Buffer, costs: Argon2Costs): Promise<Buffer | null> {
  const { memoryKib: memory, passes, parallelism } = costs;
  return new Promise((resolve, reject) => {
    try {
      argon2(
        'argon2id',
        { message, nonce, memory, passes, parallelism, tagLength: secretKeyBytes },
        (error, key) => (error === null ? resolve(key) : reject(error)),
      );
    } catch (error) {
      if (isNotSupported(error)) resolve(null);
      else reject(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

function isNotSupported(error: unknown): boolean {
  return (
    error instanceof TypeError ||
    (error instanceof Error && 'code' in error && error.code === 'ERR_CRYPTO_ARGON2_NOT_SUPPORTED')
  );
}

/** Slower (about two seconds at the usual costs), and loaded only where it is needed. */
export async function inJavaScript(message: Uint8Array, salt: Buffer, costs: Argon2Costs): Promise<Buffer> {
  const { argon2idAsync } = await import('@noble/hashes/argon2.js');
  const { memoryKib: m, passes: t, parallelism: p } = costs;
  return Buffer.from(await argon2idAsync(message, salt, { m, t, p, dkLen: secretKeyBytes }));
}
