import { exhaustive } from '#contract/exhaustive.ts';
import { OpsdeckError } from '#contract/errors.ts';
import type { SignInStep } from '#contract/sign-in.ts';
import type { SignedIn, SignInStep as DriverStep } from '../../telegram/sign-in.ts';
import { refusalError } from './refusal-error.ts';
import type { SignedInStep } from './complete-sign-in.ts';

/** How long one step may take, the handshake with another data centre included. */
export const stepDeadlineMs = 20_000;

/** Puts the account into the pool. */
export type Complete = (signedIn: SignedIn) => Promise<SignedInStep>;

/** Hands the steps of one sign-in to the driver, one after the other, and keeps what came out in the end. */
export class Steps {
  readonly #complete: Complete;
  #outcome: Promise<SignedInStep> | null = null;
  #turns: Promise<unknown> = Promise.resolve();

  constructor(complete: Complete) {
    this.#complete = complete;
  }

  /** Whether Telegram has accepted the sign-in: then there is nothing left to cancel. */
  get isAccepted(): boolean {
    return this.#outcome !== null;
  }

  /** Resolves when no step is under way. Never rejects. */
  async settled(): Promise<void> {
    await this.#turns;
  }

  /**
   * Takes a step in its turn. After the last one each further step is answered as that was: an answer that got lost on
   * its way to the page is not lost for good.
   *
   * @throws OpsdeckError what `refusalError` says, LOGIN_INTERRUPTED, ACCOUNT_ALREADY_ADDED
   */
  take(step: () => Promise<DriverStep>): Promise<SignInStep> {
    const taken = this.#turns.then(async () => this.#outcome ?? this.conclude(await step()));
    this.#turns = taken.catch(() => undefined);
    return taken;
  }

  /** What a step of the driver means to the page. */
  conclude(step: DriverStep): Promise<SignInStep> | SignInStep {
    switch (step.kind) {
      case 'code-sent':
        return { kind: 'code-sent', ...step.code };
      case 'password-needed':
        return step;
      case 'signed-in':
        this.#outcome = this.#complete(step);
        return this.#outcome;
      case 'refused':
        throw refusalError(step);
      case 'unreachable':
        throw new OpsdeckError('LOGIN_INTERRUPTED', { problem: step.errorCode });
      default:
        return exhaustive(step);
    }
  }
}
