import { randomUUID } from 'node:crypto';
import type { SessionString } from './driver.ts';
import type { Operation, OperationOutput, PendingPhoneSignIn, SignInStepDone } from './operations.ts';
import type { SessionRunner } from './session-runner.ts';
import type { PhoneSignIn, SignInRefusal, SignInRefused, SignInStep, StartedPhoneSignIn } from './sign-in.ts';
import type { SignInsUnderWay } from './sign-ins-under-way.ts';

const defaultLifetimeMs = 10 * 60_000;
/** Telling Telegram that a code is no longer wanted is a courtesy; nobody waits for it for long. */
const farewellDeadlineMs = 5_000;

type Dependencies = { readonly runner: SessionRunner; readonly signIns: SignInsUnderWay };
type StepOptions = { readonly deadlineMs: number };

/** What a sign-in waits for. The worker keeps nothing between the steps, so it may be replaced at any time. */
type Awaiting =
  | { readonly kind: 'code'; readonly pending: PendingPhoneSignIn }
  | { readonly kind: 'password'; readonly key: SessionString }
  | { readonly kind: 'nothing' };

export async function startPhoneSignIn(
  dependencies: Dependencies,
  phone: string,
  options: StepOptions & { readonly lifetimeMs?: number },
): Promise<StartedPhoneSignIn> {
  const operation = { kind: 'send-code', input: { phone, key: null } } as const;
  const done = await dependencies.runner.run(null, operation, { deadlineMs: options.deadlineMs });
  if (done.kind === 'not-run') return { kind: 'unreachable', errorCode: done.errorCode };
  const { step, next } = done.result;
  if (step.kind === 'password-needed') return { kind: 'unreachable', errorCode: 'UNEXPECTED_ANSWER' };
  if (step.kind !== 'code-sent') return step;
  if (next === null) return { kind: 'unreachable', errorCode: 'UNEXPECTED_ANSWER' };
  const signIn = new CodeSignIn(dependencies, next, options.lifetimeMs ?? defaultLifetimeMs);
  return { kind: 'code-sent', code: step.code, signIn };
}

class CodeSignIn implements PhoneSignIn {
  readonly id: string = randomUUID();
  readonly expiresAt: Date;
  readonly #runner: SessionRunner;
  readonly #remove: () => void;
  readonly #timer: NodeJS.Timeout;
  #awaiting: Awaiting;
  #isOver = false;
  /** A step ended without an answer: Telegram may have taken it all the same. */
  #isUncertain = false;
  #steps: Promise<unknown> = Promise.resolve();

  constructor({ runner, signIns }: Dependencies, pending: PendingPhoneSignIn, lifetimeMs: number) {
    this.#runner = runner;
    this.#awaiting = { kind: 'code', pending };
    this.expiresAt = new Date(Date.now() + lifetimeMs);
    this.#timer = setTimeout(() => void this.cancel(), lifetimeMs);
    this.#timer.unref();
    this.#remove = signIns.add(() => this.#end());
  }

  resendCode({ deadlineMs }: StepOptions): Promise<SignInStep> {
    return this.#inTurn(async () => {
      if (this.#awaiting.kind !== 'code') return refused('SIGN_IN_OUT_OF_ORDER');
      const { pending } = this.#awaiting;
      const { step, next } = await this.#run(
        pending.key,
        { kind: 'resend-code', input: pending },
        deadlineMs,
      );
      if (next !== null && this.#awaiting.kind === 'code') this.#awaiting = { kind: 'code', pending: next };
      return step;
    });
  }

  submitCode(code: string, { deadlineMs }: StepOptions): Promise<SignInStep> {
    return this.#inTurn(async () => {
      if (this.#awaiting.kind !== 'code') return refused('SIGN_IN_OUT_OF_ORDER');
      // Telegram would answer the same, and count it as an attempt.
      if (code.trim() === '') return refused('PHONE_CODE_EMPTY');
      const { pending } = this.#awaiting;
      const input = { ...pending, code: code.trim(), mayBeSignedIn: this.#isUncertain };
      const { step, next } = await this.#run(pending.key, { kind: 'sign-in', input }, deadlineMs);
      if (step.kind === 'password-needed' && next !== null) this.#awaiting = { kind: 'password', key: next };
      // The account lives elsewhere, and the key there is a new one.
      else if (next !== null) this.#awaiting = { kind: 'code', pending: { ...pending, key: next } };
      return step;
    });
  }

  submitPassword(password: string, { deadlineMs }: StepOptions): Promise<SignInStep> {
    return this.#inTurn(async () => {
      if (this.#awaiting.kind !== 'password') return refused('SIGN_IN_OUT_OF_ORDER');
      const { key } = this.#awaiting;
      const input = { key, password, mayBeSignedIn: this.#isUncertain };
      return (await this.#run(key, { kind: 'check-password', input }, deadlineMs)).step;
    });
  }

  async cancel(): Promise<void> {
    if (this.#isOver) return;
    const awaited = this.#awaiting;
    this.#end();
    await this.#steps;
    if (awaited.kind !== 'code' || this.#runner.isClosed) return;
    const { pending } = awaited;
    await this.#runner
      .run(pending.key, { kind: 'cancel-code', input: pending }, { deadlineMs: farewellDeadlineMs })
      .catch(() => undefined);
  }

  async #inTurn(work: () => Promise<SignInStep>): Promise<SignInStep> {
    this.#runner.requireOpen();
    const step = this.#steps.then(() => (this.#isOver ? refused('SIGN_IN_OVER') : work()));
    this.#steps = step.catch(() => undefined);
    const ended = await step;
    if (ended.kind === 'unreachable') this.#isUncertain = true;
    if (this.#isOver) this.#awaiting = { kind: 'nothing' };
    if (ended.kind !== 'signed-in') return ended;
    if (!this.#isOver) {
      this.#end();
      return ended;
    }
    // Cancelled meanwhile: nobody takes this session, so it must not stay signed in.
    const { session } = ended;
    await this.#runner.run(
      session,
      { kind: 'log-out', input: { session } },
      { deadlineMs: farewellDeadlineMs },
    );
    return refused('SIGN_IN_OVER');
  }

  async #run<Kind extends 'resend-code' | 'sign-in' | 'check-password'>(
    key: SessionString,
    operation: Operation & Operation<Kind>,
    deadlineMs: number,
  ): Promise<OperationOutput<Kind> | SignInStepDone<never>> {
    const done = await this.#runner.run<Kind>(key, operation, { deadlineMs });
    if (done.kind === 'ran') return done.result;
    return { step: { kind: 'unreachable', errorCode: done.errorCode }, next: null };
  }

  #end(): void {
    this.#isOver = true;
    this.#awaiting = { kind: 'nothing' };
    clearTimeout(this.#timer);
    this.#remove();
  }
}

function refused(reason: SignInRefusal): SignInRefused {
  return { kind: 'refused', reason, waitSeconds: null };
}
