import { randomUUID } from 'node:crypto';
import type { SessionString } from './driver.ts';
import { EventQueue } from './event-queue.ts';
import type { SignInStepDone } from './operations.ts';
import type { SessionRunner } from './session-runner.ts';
import type { QrEvent, QrSignIn, SignInStep } from './sign-in.ts';
import type { SignInsUnderWay } from './sign-ins-under-way.ts';
import { WorkerFailed, type WorkerHost } from './worker-host.ts';

const defaultLifetimeMs = 5 * 60_000;
const farewellDeadlineMs = 5_000;

type Dependencies = {
  readonly host: WorkerHost;
  readonly runner: SessionRunner;
  readonly signIns: SignInsUnderWay;
};

export function startQrSignIn(
  { host, runner, signIns }: Dependencies,
  options: { readonly lifetimeMs?: number } = {},
): QrSignIn {
  runner.requireOpen();
  const lifetimeMs = options.lifetimeMs ?? defaultLifetimeMs;
  const expiresAt = new Date(Date.now() + lifetimeMs);
  const events = new EventQueue<QrEvent>();
  const cancelled = new AbortController();
  let passwordKey: SessionString | null = null;
  let mayBeSignedIn = false;
  const end = (): void => {
    cancelled.abort();
    passwordKey = null;
    remove();
  };
  const remove = signIns.add(end);

  const scan = async (): Promise<void> => {
    const { step, next } = await scanned();
    if (step.kind === 'signed-in' && cancelled.signal.aborted) {
      // Nobody takes this session, so it must not stay signed in.
      await signOut(step.session);
      events.end({ kind: 'refused', reason: 'SIGN_IN_OVER', waitSeconds: null });
      return;
    }
    if (step.kind === 'password-needed') {
      passwordKey = next;
      // What is left of the time is for the password.
      setTimeout(end, Math.max(0, expiresAt.getTime() - Date.now())).unref();
    } else {
      remove();
    }
    if (step.kind === 'code-sent') events.end({ kind: 'unreachable', errorCode: 'UNEXPECTED_ANSWER' });
    else events.end(step);
  };

  const scanned = async (): Promise<SignInStepDone<SessionString>> => {
    try {
      await host.ready();
      const { signal } = cancelled;
      const onEvent = (event: QrEvent): void => events.push(event);
      return await host.run(
        { kind: 'qr', input: { key: null } },
        { deadlineMs: lifetimeMs, signal, onEvent },
      );
    } catch (error) {
      if (!(error instanceof WorkerFailed)) throw error;
      return { step: { kind: 'unreachable', errorCode: error.code }, next: null };
    }
  };

  const signOut = async (session: SessionString): Promise<void> => {
    await runner
      .run(session, { kind: 'log-out', input: { session } }, { deadlineMs: farewellDeadlineMs })
      .catch(() => undefined);
  };

  const scanning = scan();
  scanning.catch((error: unknown) => events.fail(error));

  return {
    id: randomUUID(),
    expiresAt,
    events,
    submitPassword: async (password, { deadlineMs }): Promise<SignInStep> => {
      runner.requireOpen();
      if (cancelled.signal.aborted) return { kind: 'refused', reason: 'SIGN_IN_OVER', waitSeconds: null };
      const key = passwordKey;
      if (key === null) return { kind: 'refused', reason: 'SIGN_IN_OUT_OF_ORDER', waitSeconds: null };
      const input = { key, password, mayBeSignedIn };
      const done = await runner.run(key, { kind: 'check-password', input }, { deadlineMs });
      const step: SignInStep =
        done.kind === 'ran' ? done.result.step : { kind: 'unreachable', errorCode: done.errorCode };
      if (step.kind === 'unreachable') mayBeSignedIn = true;
      if (step.kind !== 'signed-in') return step;
      passwordKey = null;
      remove();
      if (!cancelled.signal.aborted) return step;
      await signOut(step.session);
      return { kind: 'refused', reason: 'SIGN_IN_OVER', waitSeconds: null };
    },
    cancel: async () => {
      end();
      await scanning.catch(() => undefined);
    },
  };
}
