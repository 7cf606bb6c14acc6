import type { SessionString, TelegramSelf } from './driver.ts';

/** How a login code reaches the person. */
export type CodeDelivery =
  | 'app'
  | 'sms'
  | 'call'
  | 'flash_call'
  | 'missed_call'
  | 'email'
  | 'fragment'
  /** A way of a newer Telegram, or one that needs a phone's own app. */
  | 'other';

export type SentCode = {
  readonly delivery: CodeDelivery;
  /** How many characters the code has, where Telegram says so. */
  readonly length: number | null;
  /** How it would come if it were sent again; null when there is no other way. */
  readonly nextDelivery: CodeDelivery | null;
  /** Seconds after which it may be sent again; null when Telegram does not say. */
  readonly resendAfterSeconds: number | null;
};

export type SignedIn = {
  readonly kind: 'signed-in';
  /** In GramJS's form. Belongs to whoever gets it: it is nowhere else. */
  readonly session: SessionString;
  readonly dataCentre: number;
  readonly self: TelegramSelf;
};

/** Two-step verification is on: Telegram wants the password. */
export type PasswordNeeded = { readonly kind: 'password-needed'; readonly hint: string | null };

/** Why Telegram, or the sign-in itself, says no to what was given. */
export const signInRefusals = [
  'PHONE_NUMBER_INVALID',
  'PHONE_NUMBER_BANNED',
  'PHONE_NUMBER_FLOOD',
  /** Nobody has an account with this number. */
  'PHONE_NUMBER_UNOCCUPIED',
  'PHONE_PASSWORD_FLOOD',
  'PHONE_PASSWORD_PROTECTED',
  'PHONE_CODE_EMPTY',
  'PHONE_CODE_INVALID',
  'PHONE_CODE_EXPIRED',
  'SEND_CODE_UNAVAILABLE',
  'PASSWORD_HASH_INVALID',
  /** The QR code was scanned too late, or twice. */
  'AUTH_TOKEN_EXPIRED',
  'API_ID_INVALID',
  'API_ID_PUBLISHED_FLOOD',
  'USER_DEACTIVATED',
  'USER_DEACTIVATED_BAN',
  /** `waitSeconds` says how long. */
  'FLOOD_WAIT',
  /** Ours: the sign-in took too long, was cancelled, or has ended already. */
  'SIGN_IN_OVER',
  /** Ours: a code or a password was given when it was not asked for. */
  'SIGN_IN_OUT_OF_ORDER',
] as const;
export type SignInRefusal = (typeof signInRefusals)[number];

export type SignInRefused = {
  readonly kind: 'refused';
  readonly reason: SignInRefusal;
  /** With FLOOD_WAIT: seconds. */
  readonly waitSeconds: number | null;
};

/** The network or Telegram failed; what was given may be given again. `errorCode` as in `CheckResult`. */
export type SignInUnreachable = { readonly kind: 'unreachable'; readonly errorCode: string };

export type CodeSent = { readonly kind: 'code-sent'; readonly code: SentCode };

export type SignInStep = CodeSent | PasswordNeeded | SignedIn | SignInRefused | SignInUnreachable;

type StepOptions = { readonly deadlineMs: number };

/**
 * A sign-in by phone number. Between the steps nothing is connected, so it may be left alone at any time: it is over
 * by itself after a while. Steps take turns. A refusal does not end it, unless it is `SIGN_IN_OVER`.
 */
export type PhoneSignIn = {
  readonly id: string;
  /** When it is over by itself. */
  readonly expiresAt: Date;
  /** Asks for another code, by the next way; asks anew when the last one has run out. */
  resendCode(options: StepOptions): Promise<SignInStep>;
  submitCode(code: string, options: StepOptions): Promise<SignInStep>;
  submitPassword(password: string, options: StepOptions): Promise<SignInStep>;
  /** Ends it. A session that a step is just obtaining is signed out again. */
  cancel(): Promise<void>;
};

export type StartedPhoneSignIn =
  | { readonly kind: 'code-sent'; readonly code: SentCode; readonly signIn: PhoneSignIn }
  /** Telegram knows this client from before and asks for no code. */
  | SignedIn
  | SignInRefused
  | SignInUnreachable;

/** What happens in a sign-in by QR code, in the order in which it happens. Ends with one of the last four. */
export type QrEvent =
  /** Show this one; it replaces those before. */
  | { readonly kind: 'token'; readonly url: string; readonly expiresAt: Date }
  /** The connection was lost and is made again; the code last shown may not work. */
  | { readonly kind: 'reconnecting'; readonly errorCode: string }
  | PasswordNeeded
  | SignedIn
  | SignInRefused
  | SignInUnreachable;

/** A sign-in by QR code. It is connected while it waits to be scanned. */
export type QrSignIn = {
  readonly id: string;
  readonly expiresAt: Date;
  /**
   * To be read once. After `password-needed` the events end, and `submitPassword` finishes the sign-in. Leaving the
   * loop early does not cancel.
   */
  readonly events: AsyncIterable<QrEvent>;
  submitPassword(password: string, options: StepOptions): Promise<SignInStep>;
  cancel(): Promise<void>;
};
