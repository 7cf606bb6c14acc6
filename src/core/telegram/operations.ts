import type { CheckResult, SessionString } from './driver.ts';
import type { OperationResult, TelegramAuthorization } from './operation-result.ts';
import type {
  ChannelFacts,
  PostAddress,
  PostReading,
  RecentPosts,
  RecentPostsReading,
} from './channel-reading.ts';
import type { SignInStep } from './sign-in.ts';

/** A sign-in by phone that waits for its code. A secret: the key in it becomes the session. */
export type PendingPhoneSignIn = {
  /** The key that will be signed in, in the form of a session. */
  readonly key: SessionString;
  readonly phone: string;
  readonly phoneCodeHash: string;
};

/** A step of a sign-in, and what the next step needs; null where it needs nothing new. */
export type SignInStepDone<Next> = { readonly step: SignInStep; readonly next: Next | null };

/** What the worker does: for each kind what it is given, and what comes of it. */
export type Operations = {
  readonly check: {
    readonly input: { readonly session: SessionString };
    readonly result: CheckResult;
  };
  readonly 'list-authorizations': {
    readonly input: { readonly session: SessionString };
    readonly result: OperationResult<readonly TelegramAuthorization[]>;
  };
  readonly 'terminate-authorization': {
    readonly input: { readonly session: SessionString; readonly hash: string };
    readonly result: OperationResult<null>;
  };
  readonly 'terminate-others': {
    readonly input: { readonly session: SessionString };
    readonly result: OperationResult<null>;
  };
  readonly 'log-out': {
    readonly input: { readonly session: SessionString };
    readonly result: OperationResult<null>;
  };
  readonly 'count-channels': {
    readonly input: { readonly session: SessionString };
    readonly result: OperationResult<number>;
  };
  readonly 'read-channel': {
    readonly input: { readonly session: SessionString; readonly username: string };
    readonly result: OperationResult<ChannelFacts>;
  };
  readonly 'read-post': {
    readonly input: PostAddress & { readonly session: SessionString };
    readonly result: OperationResult<PostReading>;
  };
  readonly 'read-recent-posts': {
    readonly input: RecentPosts & { readonly session: SessionString };
    readonly result: OperationResult<RecentPostsReading>;
  };
  readonly 'send-code': {
    /** `key`: one to go on with, so that asking again needs no new one. */
    readonly input: { readonly phone: string; readonly key: SessionString | null };
    readonly result: SignInStepDone<PendingPhoneSignIn>;
  };
  readonly 'resend-code': {
    readonly input: PendingPhoneSignIn;
    readonly result: SignInStepDone<PendingPhoneSignIn>;
  };
  readonly 'cancel-code': { readonly input: PendingPhoneSignIn; readonly result: null };
  readonly 'sign-in': {
    /** `mayBeSignedIn`: an earlier attempt ended without an answer, so that is looked at first. */
    readonly input: PendingPhoneSignIn & { readonly code: string; readonly mayBeSignedIn: boolean };
    readonly result: SignInStepDone<SessionString>;
  };
  readonly 'check-password': {
    readonly input: {
      readonly key: SessionString;
      readonly password: string;
      readonly mayBeSignedIn: boolean;
    };
    readonly result: SignInStepDone<SessionString>;
  };
  readonly qr: {
    readonly input: { readonly key: SessionString | null };
    readonly result: SignInStepDone<SessionString>;
  };
};

export type OperationKind = keyof Operations;
export type OperationInput<Kind extends OperationKind> = Operations[Kind]['input'];
export type OperationOutput<Kind extends OperationKind> = Operations[Kind]['result'];

/** One operation as it is handed to the worker. */
export type Operation<Kind extends OperationKind = OperationKind> = {
  [Each in Kind]: { readonly kind: Each; readonly input: OperationInput<Each> };
}[Kind];

/** What came of one operation. */
export type OperationAnswer<Kind extends OperationKind = OperationKind> = {
  [Each in Kind]: { readonly kind: Each; readonly result: OperationOutput<Each> };
}[Kind];
