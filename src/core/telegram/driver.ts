import type { CheckOutcome } from '#contract/accounts.ts';
import type {
  ChannelFacts,
  PostAddress,
  PostReading,
  RecentPosts,
  RecentPostsReading,
} from './channel-reading.ts';
import type { Hold } from './hold.ts';
import type { OperationResult, TelegramAuthorization } from './operation-result.ts';
import type { QrSignIn, StartedPhoneSignIn } from './sign-in.ts';

/** A Telegram session in the clear. It exists in memory only, between the vault and the wire. */
export type SessionString = string & { readonly brand: unique symbol };

/** Which Telegram the driver talks to. */
export type TelegramServer =
  | { readonly kind: 'production'; readonly apiId: number; readonly apiHash: string }
  | {
      readonly kind: 'test-server';
      readonly apiId: number;
      readonly apiHash: string;
      readonly host: string;
      readonly port: number;
      /** The server's RSA public key, PEM. */
      readonly publicKey: string;
      /** Where it has several data centres: all of them. Left out, one server stands for every data centre. */
      readonly dataCentres?: readonly {
        readonly id: number;
        readonly host: string;
        readonly port: number;
        readonly publicKey: string;
      }[];
    };

/** What Telegram says of the account itself. */
export type TelegramSelf = {
  readonly userId: string;
  readonly phone: string | null;
  readonly displayName: string;
  readonly username: string | null;
};

export type CheckResult = {
  readonly outcome: CheckOutcome;
  /**
   * Telegram's error name (`FLOOD_WAIT_42` with its number), the network fault (`TIMEOUT`, `CONNECTION_CLOSED`,
   * `ECONNREFUSED` …), or one of ours (`SESSION_BUSY`, `WORKER_DIED` …); null when there was none.
   */
  readonly errorCode: string | null;
  /** Connect to answer, in milliseconds. */
  readonly latencyMs: number;
  /** Set with the outcome `flood_wait`: how many seconds Telegram told us to wait. */
  readonly floodWaitSeconds: number | null;
  readonly self: TelegramSelf | null;
};

export type OperationOptions = {
  readonly deadlineMs: number;
  /** Where the account is leased: what the lease allows. */
  readonly hold?: Hold;
};

/**
 * The only way the program reaches Telegram. Every operation ends within its deadline, whatever the far end does, and
 * its socket is closed by then. Operations on the same session take turns: it is never connected twice at once.
 * An operation reports failures as results; it rejects only when the driver is closed.
 */
export type TelegramDriver = {
  checkAccount(session: SessionString, options: OperationOptions): Promise<CheckResult>;
  /** Where else the account is signed in. */
  listAuthorizations(
    session: SessionString,
    options: OperationOptions,
  ): Promise<OperationResult<readonly TelegramAuthorization[]>>;
  /** Ends one other session of the account. */
  terminateAuthorization(
    session: SessionString,
    hash: string,
    options: OperationOptions,
  ): Promise<OperationResult<null>>;
  /** Ends every other session of the account. */
  terminateOtherAuthorizations(
    session: SessionString,
    options: OperationOptions,
  ): Promise<OperationResult<null>>;
  /** Signs the session out on Telegram. It is worth nothing afterwards. */
  logOut(session: SessionString, options: OperationOptions): Promise<OperationResult<null>>;
  /** How many channels and supergroups the account is in. */
  countJoinedChannels(session: SessionString, options: OperationOptions): Promise<OperationResult<number>>;
  /** What a public channel says of itself. Neither joins it nor counts as a view. */
  readChannel(
    session: SessionString,
    username: string,
    options: OperationOptions,
  ): Promise<OperationResult<ChannelFacts>>;
  /** One post of a public channel as its readers see it. Neither joins the channel nor counts as a view. */
  readPost(
    session: SessionString,
    address: PostAddress,
    options: OperationOptions,
  ): Promise<OperationResult<PostReading>>;
  /** The newest posts of a public channel, back to an instant. */
  readRecentPosts(
    session: SessionString,
    wanted: RecentPosts,
    options: OperationOptions,
  ): Promise<OperationResult<RecentPostsReading>>;
  /** Has a login code sent. `lifetimeMs`: when the sign-in is over by itself, 10 minutes when left out. */
  startPhoneSignIn(
    phone: string,
    options: OperationOptions & { readonly lifetimeMs?: number },
  ): Promise<StartedPhoneSignIn>;
  /** Begins at once, and is over by itself after `lifetimeMs`, 5 minutes when left out. */
  startQrSignIn(options?: { readonly lifetimeMs?: number }): QrSignIn;
  /** Ends what is under way, sign-ins too, and stops the worker. */
  close(): Promise<void>;
};
