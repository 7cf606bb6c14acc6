import { EventEmitter, once } from 'node:events';
import { OpsdeckError } from '#contract/errors.ts';
import type { QrState, SignInStep } from '#contract/sign-in.ts';
import type { QrEvent, QrSignIn } from '../../telegram/sign-in.ts';
import { type Complete, stepDeadlineMs, Steps } from './steps.ts';

/** A page that has lost its connection is back sooner; a closed one never comes back. */
const unwatchedMs = 15_000;

type Shown =
  | { readonly kind: 'token'; readonly url: string; readonly expiresAt: Date }
  | { readonly kind: 'state'; readonly state: Exclude<QrState, { kind: 'waiting' }> }
  | { readonly kind: 'failed'; readonly error: unknown };

/** A sign-in by QR code. It is connected for as long as a code is shown, so it ends when nobody watches. */
export class QrFlow {
  readonly kind = 'qr';
  readonly #signIn: QrSignIn;
  readonly #steps: Steps;
  readonly #changes = new EventEmitter<{ change: [] }>();
  readonly #unwatchedMs: number;
  #shown: Shown | null = null;
  #watchers = 0;
  #leaving: NodeJS.Timeout | null = null;
  #isCancelled = false;

  constructor(signIn: QrSignIn, complete: Complete, options: { readonly unwatchedMs?: number } = {}) {
    this.#signIn = signIn;
    this.#steps = new Steps(complete);
    this.#unwatchedMs = options.unwatchedMs ?? unwatchedMs;
    this.#changes.setMaxListeners(0);
    this.#startLeaving();
    void this.#follow();
  }

  /**
   * What the page shows: the present state at once, then each new one. Ends after `signed-in`.
   *
   * @throws OpsdeckError whatever ended the sign-in
   */
  async *watch(signal: AbortSignal | undefined): AsyncGenerator<QrState> {
    this.#watchers += 1;
    if (this.#leaving !== null) clearTimeout(this.#leaving);
    try {
      let seen: Shown | null = null;
      while (signal?.aborted !== true) {
        const shown = this.#shown;
        if (shown === null || shown === seen) {
          if (!(await this.#change(signal))) return;
          continue;
        }
        seen = shown;
        if (shown.kind === 'failed') throw shown.error;
        const state = stateOf(shown);
        yield state;
        if (state.kind === 'signed-in') return;
      }
    } finally {
      this.#watchers -= 1;
      if (this.#watchers === 0) this.#startLeaving();
    }
  }

  async submitPassword(password: string): Promise<SignInStep> {
    const step = await this.#steps.take(() =>
      this.#signIn.submitPassword(password, { deadlineMs: stepDeadlineMs }),
    );
    if (step.kind === 'signed-in') this.#show({ kind: 'state', state: step });
    return step;
  }

  get isOpen(): boolean {
    return !this.#isCancelled && !this.#steps.isAccepted && this.#shown?.kind !== 'failed';
  }

  async cancel(): Promise<void> {
    if (!this.isOpen) return;
    this.#isCancelled = true;
    await this.#signIn.cancel();
    this.#show({ kind: 'failed', error: new OpsdeckError('LOGIN_ENDED', {}) });
  }

  settled(): Promise<void> {
    return this.#steps.settled();
  }

  async #follow(): Promise<void> {
    try {
      for await (const event of this.#signIn.events) this.#show(await this.#shownFor(event));
    } catch (error) {
      this.#show({ kind: 'failed', error });
    }
  }

  async #shownFor(event: QrEvent): Promise<Shown> {
    if (event.kind === 'token') return event;
    if (event.kind === 'reconnecting') return { kind: 'state', state: { kind: 'reconnecting' } };
    const step = await this.#steps.take(() => Promise.resolve(event));
    if (step.kind === 'code-sent') throw new Error('a QR sign-in does not send codes');
    return { kind: 'state', state: step };
  }

  #show(shown: Shown): void {
    this.#shown = shown;
    this.#changes.emit('change');
  }

  /** False when the watcher has left. */
  async #change(signal: AbortSignal | undefined): Promise<boolean> {
    try {
      await once(this.#changes, 'change', signal === undefined ? {} : { signal });
      return true;
    } catch (error) {
      if (signal?.aborted === true) return false;
      throw error;
    }
  }

  #startLeaving(): void {
    this.#leaving = setTimeout(() => void this.cancel(), this.#unwatchedMs);
    this.#leaving.unref();
  }
}

function stateOf(shown: Exclude<Shown, { kind: 'failed' }>): QrState {
  if (shown.kind === 'state') return shown.state;
  const { url, expiresAt } = shown;
  return { kind: 'waiting', url, validMs: Math.max(0, expiresAt.getTime() - Date.now()) };
}
