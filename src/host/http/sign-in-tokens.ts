import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const validForMs = 60 * 60 * 1000;
const keptAtMost = 64;

/** One-time tokens of sign-in links. Only their digests are kept, and only in memory. */
export type SignInTokens = {
  /** A new token: 256 random bits, valid once and for one hour. */
  issue(): string;
  /** True for a valid token, which is used up by this; false for anything else. */
  consume(token: string): boolean;
};

export function createSignInTokens(now: () => number = Date.now): SignInTokens {
  let issued: readonly { readonly digest: Buffer; readonly expiresAt: number }[] = [];
  return {
    issue() {
      const token = randomBytes(32).toString('base64url');
      const fresh = issued.filter(({ expiresAt }) => expiresAt > now()).slice(1 - keptAtMost);
      issued = [...fresh, { digest: digestOf(token), expiresAt: now() + validForMs }];
      return token;
    },
    consume(token) {
      const digest = digestOf(token);
      const valid = issued.filter(({ expiresAt }) => expiresAt > now());
      issued = valid.filter((entry) => !timingSafeEqual(entry.digest, digest));
      return issued.length < valid.length;
    },
  };
}

/** Compares secrets of any length without telling by the time it takes where they differ. */
export function sameSecret(one: string, other: string): boolean {
  return timingSafeEqual(digestOf(one), digestOf(other));
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
