import { randomBytes } from 'node:crypto';
import type { KnownKey, SandboxUser } from './sandbox-user.ts';

export type LoginToken = {
  readonly token: Buffer;
  /** Seconds since 1970. */
  readonly expires: number;
  /** The key that will be signed in. */
  readonly key: KnownKey;
  acceptedBy: SandboxUser | null;
};

/** The tokens in QR codes, of all data centres. */
export class LoginTokens {
  /** Hears of every token that is shown. */
  onIssued: (token: string) => void = () => undefined;
  readonly #lifetimeSeconds: number;
  readonly #tokens = new Map<string, LoginToken>();
  readonly #ofKey = new Map<KnownKey, readonly LoginToken[]>();

  constructor(lifetimeSeconds: number) {
    this.#lifetimeSeconds = lifetimeSeconds;
  }

  /** The token of the key that was scanned, else a new one; those before stay good until they run out. */
  issue(key: KnownKey): LoginToken {
    const known = (this.#ofKey.get(key) ?? []).filter((token) => {
      const isKept = token.acceptedBy !== null || !isExpired(token);
      if (!isKept) this.#tokens.delete(name(token.token));
      return isKept;
    });
    const scanned = known.find(({ acceptedBy }) => acceptedBy !== null);
    if (scanned !== undefined) return scanned;
    const token: LoginToken = {
      token: randomBytes(32),
      expires: Math.ceil(Date.now() / 1000 + this.#lifetimeSeconds),
      key,
      acceptedBy: null,
    };
    this.#ofKey.set(key, [...known, token]);
    this.#tokens.set(name(token.token), token);
    this.onIssued(name(token.token));
    return token;
  }

  find(token: Buffer): LoginToken | undefined {
    return this.#tokens.get(name(token));
  }

  use(token: LoginToken): void {
    for (const { token: each } of this.#ofKey.get(token.key) ?? []) this.#tokens.delete(name(each));
    this.#ofKey.delete(token.key);
  }
}

export function isExpired(token: LoginToken): boolean {
  return token.expires * 1000 <= Date.now();
}

function name(token: Buffer): string {
  return token.toString('base64url');
}
