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
  readonly #lifetimeSeconds: number;
  readonly #tokens = new Map<string, LoginToken>();
  readonly #ofKey = new Map<KnownKey, LoginToken>();

  constructor(lifetimeSeconds: number) {
    this.#lifetimeSeconds = lifetimeSeconds;
  }

  /** The key's token as long as it is good, then a new one. */
  issue(key: KnownKey): LoginToken {
    const known = this.#ofKey.get(key);
    if (known !== undefined && (known.acceptedBy !== null || !isExpired(known))) return known;
    if (known !== undefined) this.#tokens.delete(name(known.token));
    const token: LoginToken = {
      token: randomBytes(32),
      expires: Math.ceil(Date.now() / 1000 + this.#lifetimeSeconds),
      key,
      acceptedBy: null,
    };
    this.#ofKey.set(key, token);
    this.#tokens.set(name(token.token), token);
    return token;
  }

  find(token: Buffer): LoginToken | undefined {
    return this.#tokens.get(name(token));
  }

  use(token: LoginToken): void {
    this.#tokens.delete(name(token.token));
    this.#ofKey.delete(token.key);
  }
}

export function isExpired(token: LoginToken): boolean {
  return token.expires * 1000 <= Date.now();
}

function name(token: Buffer): string {
  return token.toString('base64url');
}
