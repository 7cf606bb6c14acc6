import { randomInt } from 'node:crypto';
import { Api } from 'telegram/tl/index.js';
import type { LatencyRange, SandboxAccount } from '../accounts/account.ts';
import type { AccountScript } from '../accounts/script.ts';
import { authKeyIdentifier } from '../session/encryption.ts';
import { ChannelPosts } from './channel-posts.ts';
import { describeGrant, grantsAtStart } from './grants.ts';
import { LoginCodes } from './login-codes.ts';
import { isExpired, LoginTokens } from './login-tokens.ts';
import type { MethodScript, PhoneScript } from './method-scripts.ts';
import { PublicNames } from './public-names.ts';
import type { KnownKey, SandboxUser } from './sandbox-user.ts';
import { newPassword } from './two-step-password.ts';

type Options = {
  readonly accounts: readonly SandboxAccount[];
  readonly loginCodeSeconds: number;
  readonly loginTokenSeconds: number;
};

/** All that the data centres know: users and who is signed in to them, keys, login codes and tokens. */
export class SandboxWorld {
  readonly codes: LoginCodes;
  readonly tokens: LoginTokens;
  readonly names = new PublicNames();
  readonly posts = new ChannelPosts((channelId) => this.names.channel(channelId)?.averageViews ?? null);
  readonly #users = new Map<string, SandboxUser>();
  readonly #usersByPhone = new Map<string, SandboxUser>();
  readonly #keys = new Map<string, KnownKey>();
  readonly #phoneScripts = new Map<string, PhoneScript>();

  constructor({ accounts, loginCodeSeconds, loginTokenSeconds }: Options) {
    this.codes = new LoginCodes(loginCodeSeconds);
    this.tokens = new LoginTokens(loginTokenSeconds);
    for (const [index, account] of accounts.entries()) {
      const user: SandboxUser = {
        account,
        password: null,
        answered: 0,
        methodScripts: new Map(),
        grants: new Map(),
      };
      const key = this.addKey(account.dataCentre, account.authKey);
      for (const grant of grantsAtStart(account, key, index)) user.grants.set(grant.hash, grant);
      key.user = user;
      key.grant = user.grants.values().next().value ?? null;
      this.#users.set(account.userId, user);
      this.#usersByPhone.set(digitsOf(account.phone), user);
    }
  }

  /** The key as this data centre knows it. */
  key(dataCentre: number, authKeyId: bigint): KnownKey | undefined {
    return this.#keys.get(`${dataCentre}:${authKeyId}`);
  }

  addKey(dataCentre: number, authKey: Buffer): KnownKey {
    const key: KnownKey = {
      authKey,
      user: null,
      grant: null,
      candidate: null,
      awaitsPassword: null,
      challenge: null,
      client: null,
      isRevoked: false,
      isDuplicated: false,
      connections: new Set(),
    };
    this.#keys.set(`${dataCentre}:${authKeyIdentifier(authKey)}`, key);
    return key;
  }

  userWithPhone(phone: string): SandboxUser | undefined {
    return this.#usersByPhone.get(digitsOf(phone));
  }

  phoneScript(phone: string): PhoneScript | undefined {
    return this.#phoneScripts.get(digitsOf(phone));
  }

  /** Signs the key in to the user, as one more line in the list of active sessions. */
  signIn(key: KnownKey, user: SandboxUser): void {
    this.signOut(key);
    const grant = describeGrant(key);
    user.grants.set(grant.hash, grant);
    Object.assign(key, {
      user,
      grant,
      candidate: null,
      awaitsPassword: null,
      challenge: null,
      isRevoked: false,
    });
  }

  signOut(key: KnownKey): void {
    if (key.grant !== null) key.user?.grants.delete(key.grant.hash);
    key.user = null;
    key.grant = null;
  }

  /** Ends another session of the user: its key is told so from now on. False when there is no such one. */
  terminate(user: SandboxUser, hash: string): boolean {
    const grant = user.grants.get(hash);
    if (grant === undefined) return false;
    if (grant.key === null) user.grants.delete(hash);
    else {
      this.signOut(grant.key);
      grant.key.isRevoked = true;
    }
    return true;
  }

  /** As if the person had scanned the QR code with a phone that is signed in. Throws when the token is no longer good. */
  confirmLoginToken(token: string, userId: string): void {
    const found = this.tokens.find(Buffer.from(token.replace(/^tg:\/\/login\?token=/, ''), 'base64url'));
    if (found === undefined || isExpired(found)) throw new Error('AUTH_TOKEN_EXPIRED');
    if (found.acceptedBy !== null) throw new Error('AUTH_TOKEN_ALREADY_ACCEPTED');
    found.acceptedBy = this.#user(userId);
    found.key.candidate = found.acceptedBy;
    const news = new Api.UpdateShort({
      update: new Api.UpdateLoginToken(),
      date: Math.floor(Date.now() / 1000),
    }).getBytes();
    for (const connection of found.key.connections) connection.push(news);
  }

  // What the control channel may ask. Each throws when there is no such account.

  setScript(userId: string, script: AccountScript): void {
    const user = this.#user(userId);
    user.account = { ...user.account, script };
    user.answered = 0;
  }

  setLatency(userId: string, latency: LatencyRange): void {
    const user = this.#user(userId);
    user.account = { ...user.account, latency };
  }

  setMethodScript(userId: string, request: string, script: MethodScript | null): void {
    const { methodScripts } = this.#user(userId);
    if (script === null) methodScripts.delete(request);
    else methodScripts.set(request, script);
  }

  setPassword(userId: string, password: string | null, hint: string | null): void {
    this.#user(userId).password = password === null ? null : newPassword(password, hint);
  }

  setJoinedChannels(userId: string, joinedChannels: number): void {
    const user = this.#user(userId);
    user.account = { ...user.account, joinedChannels };
  }

  setPhoneScript(phone: string, script: PhoneScript | null): void {
    if (script === null) this.#phoneScripts.delete(digitsOf(phone));
    else this.#phoneScripts.set(digitsOf(phone), script);
  }

  #user(userId: string): SandboxUser {
    const user = this.#users.get(userId);
    if (user === undefined) throw new Error(`the sandbox has no user ${userId}`);
    return user;
  }
}

/** Phone numbers are written in many ways; their digits are what counts. */
export function digitsOf(phone: string): string {
  return phone.replaceAll(/\D/g, '');
}

/** How long one answer is held back, in milliseconds. */
export function drawLatency({ least, most }: LatencyRange): number {
  return most > least ? randomInt(least, most + 1) : least;
}
