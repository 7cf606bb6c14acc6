import { setTimeout as sleep } from 'node:timers/promises';
import { backendError } from '../backend/backend-error.ts';
import type { Logger } from '../logging/logger.ts';

/** What goes on by itself for as long as the console runs. */
export type BackgroundLoop = {
  /** There may be something to do: the next step begins as soon as the one under way has ended. */
  wake(): void;
  /** Lets the step under way finish, and begins no other. Never rejects. */
  stop(): Promise<void>;
};

type Options = {
  /** Who it is, as the subject of a sentence in the log. */
  readonly name: string;
  readonly logger: Logger;
  /** Does what there is to do now; resolves to how long to pause until the next step, in milliseconds. */
  readonly step: (signal: AbortSignal) => Promise<number>;
  /** How long to pause after a step that failed, in milliseconds. */
  readonly afterFailureMs: number;
  /** How long to pause before the first step, in milliseconds. */
  readonly afterStartMs?: number;
};

/**
 * Takes one step after the other until it is stopped. A step that fails is taken again after a pause; the log has a warning for what
 * is new, and not for the database being away, which everybody tells already, nor for the same failure again and again.
 */
export function startBackgroundLoop(options: Options): BackgroundLoop {
  const { name, logger, step, afterFailureMs, afterStartMs = 0 } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  let nap = new AbortController();
  let isWoken = false;
  let complaint: string | null = null;

  async function pause(ms: number): Promise<void> {
    if (ms <= 0 || isWoken || signal.aborted) return;
    nap = new AbortController();
    // Being woken is what the signals are for. Nothing of the process waits for a pause.
    await sleep(ms, undefined, { signal: AbortSignal.any([signal, nap.signal]), ref: false }).catch(
      () => undefined,
    );
  }

  async function takeStep(): Promise<number> {
    try {
      const pauseMs = await step(signal);
      complaint = null;
      return pauseMs;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const isNews = backendError(error) === null && message !== complaint;
      logger[isNews ? 'warn' : 'debug']({ err: error }, `${name} was interrupted and will go on`);
      complaint = message;
      return afterFailureMs;
    }
  }

  async function loop(): Promise<void> {
    await pause(afterStartMs);
    while (!signal.aborted) {
      isWoken = false;
      await pause(await takeStep());
    }
  }

  const finished = loop();
  return {
    wake() {
      isWoken = true;
      nap.abort();
    },
    async stop() {
      stopping.abort();
      await finished;
    },
  };
}
