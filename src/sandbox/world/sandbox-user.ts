import type { SandboxAccount } from '../accounts/account.ts';
import type { MethodScript } from './method-scripts.ts';
import type { PasswordChallenge, TwoStepPassword } from './two-step-password.ts';

/** An account as it is now, in whichever data centre. */
export type SandboxUser = {
  account: SandboxAccount;
  password: TwoStepPassword | null;
  /** How many requests were answered, whatever the answer. */
  answered: number;
  /** By GramJS's name of the request, e.g. `messages.GetDialogs`. */
  readonly methodScripts: Map<string, MethodScript>;
  /** What is signed in to it, by the number that names it in the list of active sessions. */
  readonly grants: Map<string, Grant>;
};

/** What a client said of itself when it introduced itself. */
export type ClientDescription = {
  readonly apiId: number;
  readonly deviceModel: string;
  readonly systemVersion: string;
  readonly appVersion: string;
};

/** One line in the list of active sessions. */
export type Grant = {
  readonly hash: string;
  /** Null for devices that are in the list only. */
  readonly key: KnownKey | null;
  readonly client: ClientDescription;
  readonly appName: string;
  readonly platform: string;
  readonly ip: string;
  readonly country: string;
  /** Seconds since 1970. */
  readonly created: number;
  active: number;
};

/** Something that is connected with a key and can be told of news. */
export type KeyConnection = {
  push(update: Buffer): void;
};

/** A key that one data centre knows. */
export type KnownKey = {
  readonly authKey: Buffer;
  /** Who is signed in with it; null while nobody is. */
  user: SandboxUser | null;
  grant: Grant | null;
  /** Who is signing in with it: the faults of that account apply already. */
  candidate: SandboxUser | null;
  /** Whoever gave the right code, or scanned the QR code, and still owes the password. */
  awaitsPassword: SandboxUser | null;
  challenge: PasswordChallenge | null;
  client: ClientDescription | null;
  /** Set when it was signed out from elsewhere. */
  isRevoked: boolean;
  /** Set when it was connected twice at once and the sandbox minds that. */
  isDuplicated: boolean;
  readonly connections: Set<KeyConnection>;
};
