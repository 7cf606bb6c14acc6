import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../logging/logger.ts';
import { createComplaints } from './complaints.ts';

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
  /** How many go on at the same time, each with steps of its own; one, unless it says otherwise. */
  readonly atOnce?: number;
};

/** Takes one step after the other until it is stopped. A step that fails is told of (`complaints.ts`), and taken again after a pause. */
export function startBackgroundLoop(options: Options): BackgroundLoop {
  const { name, step, afterFailureMs, afterStartMs = 0, atOnce = 1 } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const complain = createComplaints(options.logger);
  /** Of the pauses under way, for each time that they are woken another. */
  let nap = new AbortController();
  /** Grows with each call of `wake`. */
  let woken = 0;

  async function pause(ms: number, seen: number): Promise<void> {
    if (ms <= 0 || woken > seen || signal.aborted) return;
    // Being woken is what the signal is for. Nothing of the process waits for a pause.
    await sleep(ms, undefined, { signal: nap.signal, ref: false }).catch(() => undefined);
  }

  async function takeStep(): Promise<number> {
    try {
      return await step(signal);
    } catch (error) {
      complain(error, `${name} was interrupted and will go on`);
      return afterFailureMs;
    }
  }

  async function loop(): Promise<void> {
    await pause(afterStartMs, woken);
    while (!signal.aborted) {
      const seen = woken;
      await pause(await takeStep(), seen);
    }
  }

  const finished = Promise.all(Array.from({ length: atOnce }, loop));
  return {
    wake() {
      woken += 1;
      nap.abort();
      nap = new AbortController();
    },
    async stop() {
      stopping.abort();
      nap.abort();
      await finished;
    },
  };
}
