import { OpsdeckError } from '#contract/errors.ts';
import type { SignInStep } from '#contract/sign-in.ts';
import type { TelegramDriver } from '../../telegram/driver.ts';
import type { PhoneSignIn } from '../../telegram/sign-in.ts';
import { type Complete, stepDeadlineMs, Steps } from './steps.ts';

/** A sign-in by phone. Between its steps nothing is connected. */
export class PhoneFlow {
  readonly kind = 'phone';
  readonly phone: string;
  readonly #steps: Steps;
  #signIn: PhoneSignIn | null = null;
  #isCancelled = false;

  constructor(phone: string, complete: Complete) {
    this.phone = phone;
    this.#steps = new Steps(complete);
  }

  /** Has the code sent. To be called once, before anything else. */
  start(driver: TelegramDriver, lifetimeMs: number): Promise<SignInStep> {
    return this.#steps.take(async () => {
      const started = await driver.startPhoneSignIn(this.phone, { deadlineMs: stepDeadlineMs, lifetimeMs });
      if (started.kind === 'code-sent') this.#signIn = started.signIn;
      return started;
    });
  }

  submitCode(code: string): Promise<SignInStep> {
    return this.#steps.take(() => this.#begun().submitCode(code, { deadlineMs: stepDeadlineMs }));
  }

  resendCode(): Promise<SignInStep> {
    return this.#steps.take(() => this.#begun().resendCode({ deadlineMs: stepDeadlineMs }));
  }

  submitPassword(password: string): Promise<SignInStep> {
    return this.#steps.take(() => this.#begun().submitPassword(password, { deadlineMs: stepDeadlineMs }));
  }

  get isOpen(): boolean {
    return !this.#isCancelled && !this.#steps.isAccepted;
  }

  async cancel(): Promise<void> {
    if (!this.isOpen) return;
    this.#isCancelled = true;
    await this.#signIn?.cancel();
  }

  settled(): Promise<void> {
    return this.#steps.settled();
  }

  #begun(): PhoneSignIn {
    if (this.#signIn === null) throw new OpsdeckError('LOGIN_ENDED', {});
    return this.#signIn;
  }
}
