import { randomInt } from 'node:crypto';
import { authKeyIdentifier } from '../session/encryption.ts';
import type { LatencyRange, SandboxAccount } from './account.ts';
import type { AccountScript } from './script.ts';

/** A key the data centre knows; `account` is null while nobody has signed in with it. */
export type KnownKey = { readonly authKey: Buffer; account: SandboxAccount | null };

/** The keys and accounts of the data centre. */
export class AccountRegistry {
  readonly #keys = new Map<bigint, KnownKey>();
  readonly #keyOfUser = new Map<string, KnownKey>();

  constructor(accounts: readonly SandboxAccount[]) {
    for (const account of accounts) {
      const key: KnownKey = { authKey: account.authKey, account };
      this.#keys.set(authKeyIdentifier(account.authKey), key);
      this.#keyOfUser.set(account.userId, key);
    }
  }

  key(authKeyId: bigint): KnownKey | undefined {
    return this.#keys.get(authKeyId);
  }

  addKey(authKey: Buffer): void {
    this.#keys.set(authKeyIdentifier(authKey), { authKey, account: null });
  }

  /** Throws when there is no such account. */
  setScript(userId: string, script: AccountScript): void {
    this.#change(userId, (account) => ({ ...account, script }));
  }

  /** Throws when there is no such account. */
  setLatency(userId: string, latency: LatencyRange): void {
    this.#change(userId, (account) => ({ ...account, latency }));
  }

  #change(userId: string, change: (account: SandboxAccount) => SandboxAccount): void {
    const key = this.#keyOfUser.get(userId);
    if (key === undefined || key.account === null) throw new Error(`the sandbox has no user ${userId}`);
    key.account = change(key.account);
  }
}

/** How long one answer is held back, in milliseconds. */
export function drawLatency({ least, most }: LatencyRange): number {
  return most > least ? randomInt(least, most + 1) : least;
}
