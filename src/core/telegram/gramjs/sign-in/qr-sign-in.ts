import { Api } from 'telegram/tl/index.js';
import { startDeadline, type Deadline } from '../../deadline.ts';
import type { SessionString } from '../../driver.ts';
import type { OperationInput, SignInStepDone } from '../../operations.ts';
import type { QrEvent } from '../../sign-in.ts';
import type { TelegramDependencies } from '../connection.ts';
import { errorCodeOf } from '../error-code.ts';
import { askForPassword, finishSignIn, stepForError, wantsPassword } from './finish-sign-in.ts';
import { SignInLink } from './sign-in-link.ts';

/** A token is renewed so long before it runs out. */
const refreshBeforeMs = 3_000;
/** However our clock and Telegram's differ, a token is not renewed more often or more seldom than this. */
const leastBetweenTokensMs = 1_000;
const mostBetweenTokensMs = 30_000;
/** Telegram's tokens are good for 30 s; a little of that is gone when they arrive. */
const usualLifetimeMs = 28_000;
const longestLifetimeMs = 120_000;
/** What one request may take before the connection counts as dead. */
const requestDeadlineMs = 15_000;
const leastRetryMs = 500;
const mostRetryMs = 8_000;

type Options = {
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
  readonly emit: (event: QrEvent) => void;
};

/**
 * Shows one token after the other until one is scanned, the deadline passes or the signal ends it. A lost connection is
 * made again. Never rejects for what the far end does; when it resolves, the socket is closed.
 */
export async function qrSignIn(
  dependencies: TelegramDependencies,
  { key }: OperationInput<'qr'>,
  { deadlineMs, signal, emit }: Options,
): Promise<SignInStepDone<SessionString>> {
  const whole = startDeadline(deadlineMs, signal);
  let currentKey = key;
  let retryMs = leastRetryMs;
  try {
    for (;;) {
      const attempt = await showTokens(dependencies, currentKey, {
        whole,
        emit: (event) => {
          retryMs = leastRetryMs;
          emit(event);
        },
      });
      if (attempt.kind === 'ended') return attempt.done;
      currentKey = attempt.key ?? currentKey;
      emit({ kind: 'reconnecting', errorCode: attempt.errorCode });
      await waitAtMost(whole, retryMs, never);
      retryMs = Math.min(retryMs * 2, mostRetryMs);
    }
  } catch (error) {
    if (whole.isOver())
      return { step: { kind: 'refused', reason: 'SIGN_IN_OVER', waitSeconds: null }, next: null };
    throw error;
  } finally {
    whole.clear();
  }
}

type Attempt =
  | { readonly kind: 'ended'; readonly done: SignInStepDone<SessionString> }
  | { readonly kind: 'lost'; readonly errorCode: string; readonly key: SessionString | null };

/** As long as one connection lasts. Rejects only when the whole sign-in is over. */
async function showTokens(
  dependencies: TelegramDependencies,
  key: SessionString | null,
  { whole, emit }: { readonly whole: Deadline; readonly emit: (event: QrEvent) => void },
): Promise<Attempt> {
  const { apiId, apiHash } = dependencies.server;
  let scanned = Promise.withResolvers<void>();
  const link = new SignInLink(dependencies, {
    key,
    // Each request has a deadline of its own, within that of the whole.
    deadline: { race: (work) => whole.race(withinOneRequest(work)) },
    onUpdate: (update) => {
      if (isLoginToken(update)) scanned.resolve();
    },
  });
  try {
    for (;;) {
      scanned = Promise.withResolvers<void>();
      const answer = await link.invoke(new Api.auth.ExportLoginToken({ apiId, apiHash, exceptIds: [] }));
      if (!(answer instanceof Api.auth.LoginToken))
        return { kind: 'ended', done: await redeem(link, answer) };
      const lifetimeMs = lifetimeOf(answer);
      emit({ kind: 'token', url: tokenUrl(answer.token), expiresAt: new Date(Date.now() + lifetimeMs) });
      const { lost } = await link.connect();
      const untilRefreshMs = Math.max(lifetimeMs - refreshBeforeMs, leastBetweenTokensMs);
      const news = Promise.race([scanned.promise, lost]);
      await waitAtMost(whole, Math.min(untilRefreshMs, mostBetweenTokensMs), news);
    }
  } catch (error) {
    if (whole.isOver()) throw error;
    if (wantsPassword(error)) return { kind: 'ended', done: await wantPassword(link, dependencies) };
    const step = stepForError(error, dependencies);
    if (step.kind !== 'unreachable') return { kind: 'ended', done: { step, next: null } };
    return { kind: 'lost', errorCode: errorCodeOf(error, dependencies.logger), key: link.key };
  } finally {
    await link.close();
  }
}

/** Someone has scanned the token: it is good here, or at the data centre the account lives in. */
async function redeem(link: SignInLink, answer: unknown): Promise<SignInStepDone<SessionString>> {
  let token = answer;
  if (token instanceof Api.auth.LoginTokenMigrateTo) {
    await link.moveTo(token.dcId);
    token = await link.invoke(new Api.auth.ImportLoginToken({ token: token.token }));
  }
  return finishSignIn(link, token instanceof Api.auth.LoginTokenSuccess ? token.authorization : token);
}

async function wantPassword(
  link: SignInLink,
  dependencies: TelegramDependencies,
): Promise<SignInStepDone<SessionString>> {
  try {
    return await askForPassword(link);
  } catch {
    // The hint is a help only; the password can be asked for without it.
    dependencies.logger.warn('the hint of the password could not be read');
    return { step: { kind: 'password-needed', hint: null }, next: link.key };
  }
}

/** Milliseconds. Telegram tells the end by its clock; where ours is far from it, its usual lifetime has to do. */
function lifetimeOf({ expires }: Api.auth.LoginToken): number {
  const lifetimeMs = expires * 1000 - Date.now();
  return lifetimeMs > 0 && lifetimeMs <= longestLifetimeMs ? lifetimeMs : usualLifetimeMs;
}

const never = new Promise<never>(() => undefined);

/** Waits for the news, but no longer than so. Rejects when the news do, or when the whole is over. */
async function waitAtMost(whole: Deadline, milliseconds: number, news: Promise<void>): Promise<void> {
  const wait = startDeadline(milliseconds);
  try {
    await whole.race(wait.race(news));
  } catch (error) {
    if (!wait.isOver() || whole.isOver()) throw error;
  } finally {
    wait.clear();
  }
}

async function withinOneRequest<Value>(work: Promise<Value>): Promise<Value> {
  const deadline = startDeadline(requestDeadlineMs);
  try {
    return await deadline.race(work);
  } finally {
    deadline.clear();
  }
}

function tokenUrl(token: Buffer): string {
  return `tg://login?token=${token.toString('base64url')}`;
}

function isLoginToken(update: unknown): boolean {
  const updates: readonly unknown[] =
    update instanceof Api.UpdateShort
      ? [update.update]
      : update instanceof Api.Updates || update instanceof Api.UpdatesCombined
        ? update.updates
        : [update];
  return updates.some((each) => each instanceof Api.UpdateLoginToken);
}
