import { leaseLost } from '../deadline.ts';
import { sharedClock } from '../hold.ts';

/**
 * What ends one operation early: that it is cancelled, or that its hold has passed without being put off. This is counted in
 * the thread that has the socket, so that it needs nobody else to be on time.
 */
export class UnderWay {
  readonly controller = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  /** By the shared clock. What has passed already ends it at once. */
  holdUntil(until: number): void {
    clearTimeout(this.#timer);
    const leftMs = until - sharedClock();
    if (leftMs <= 0) this.controller.abort(leaseLost);
    else this.#timer = setTimeout(() => this.controller.abort(leaseLost), leftMs);
  }

  clear(): void {
    clearTimeout(this.#timer);
  }
}
