import type { CheckOutcome } from '#contract/accounts.ts';

/**
 * What Telegram refuses although session and account are in order: nothing is wrong with either, only with what was
 * asked for.
 */
export const operationRefusals = [
  'HASH_INVALID',
  'FRESH_RESET_AUTHORISATION_FORBIDDEN',
  'USERNAME_NOT_OCCUPIED',
  'USERNAME_INVALID',
  'CHANNEL_PRIVATE',
  'CHANNEL_INVALID',
  /** Ours: the username is that of a person or a bot. */
  'USERNAME_OF_USER',
  /** Ours: the username is that of a group, where everybody writes. */
  'USERNAME_OF_GROUP',
  /** Ours: the username belongs to another channel than it did. */
  'USERNAME_OF_OTHER_CHANNEL',
] as const;
export type OperationRefusal = (typeof operationRefusals)[number];

/** How one operation on one session ended. */
export type OperationResult<Value> =
  | { readonly kind: 'done'; readonly value: Value; readonly latencyMs: number }
  | { readonly kind: 'refused'; readonly reason: OperationRefusal; readonly latencyMs: number }
  | {
      readonly kind: 'failed';
      /** What the failure says of the account, as a check would say it; `unreachable` says nothing of it. */
      readonly outcome: Exclude<CheckOutcome, 'active'>;
      /** As in `CheckResult`. */
      readonly errorCode: string;
      /** Set with the outcome `flood_wait`. */
      readonly floodWaitSeconds: number | null;
      readonly latencyMs: number;
    };

/** One line in the list of an account's active sessions. */
export type TelegramAuthorization = {
  /** Names the session when it is to be ended; null for the one that asked, which is ended by logging out. */
  readonly hash: string | null;
  readonly isCurrent: boolean;
  readonly isOfficialApp: boolean;
  /** Signed in with a code, and the two-step password was never given. */
  readonly isPasswordPending: boolean;
  readonly deviceModel: string;
  readonly platform: string;
  readonly systemVersion: string;
  readonly appName: string;
  readonly appVersion: string;
  readonly ip: string;
  readonly country: string;
  readonly region: string;
  readonly createdAt: Date;
  readonly activeAt: Date;
};
