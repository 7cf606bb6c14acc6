import type { SessionString } from '#core/telegram/driver.ts';
import type { AccountScript } from './script.ts';

/** Milliseconds; each answer waits somewhere between the two. */
export type LatencyRange = { readonly least: number; readonly most: number };

/** A user that lives in the sandbox only. */
export type SandboxAccount = {
  readonly userId: string;
  /** In the range that Telegram reserves for its test servers: nobody's number. */
  readonly phone: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly username: string | null;
  readonly script: AccountScript;
  readonly latency: LatencyRange;
  /** The data centre that the account lives in: the others send whoever asks for it there. */
  readonly dataCentre: number;
  /** How many channels and supergroups it is in. */
  readonly joinedChannels: number;
  /** What a client that is signed in to the account holds. */
  readonly session: SessionString;
  readonly authKey: Buffer;
};
