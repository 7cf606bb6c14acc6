import { afterEach, describe, expect, it } from 'vitest';
import type { Logger } from '../logging/logger.ts';
import { silentLogger } from '../logging/logger.ts';
import { type BackgroundLoop, startBackgroundLoop } from './background-loop.ts';

const hourMs = 3_600_000;
let running: BackgroundLoop | null = null;
let said: { level: 'error' | 'debug'; text: string }[] = [];

afterEach(async () => {
  await running?.stop();
  running = null;
  said = [];
});

function listening(): Logger {
  const logger = silentLogger();
  for (const level of ['error', 'debug'] as const)
    logger[level] = (_details: unknown, text?: string) => void said.push({ level, text: text ?? '' });
  return logger;
}

/** Runs steps, each of which is answered by the next outcome; the last of them ends `over`. */
function run(
  outcomes: readonly (number | Error)[],
  pauses: { afterStartMs?: number; afterFailureMs?: number } = {},
) {
  const over = Promise.withResolvers<void>();
  let steps = 0;
  running = startBackgroundLoop({
    name: 'the test',
    logger: listening(),
    afterFailureMs: 0,
    ...pauses,
    async step() {
      const outcome = outcomes[steps] ?? hourMs;
      steps += 1;
      if (steps === outcomes.length) over.resolve();
      if (outcome instanceof Error) throw outcome;
      return outcome;
    },
  });
  return { over: over.promise, steps: () => steps };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a loop', () => {
  it('takes one step after the other, and pauses as long as each says', async () => {
    const { over, steps } = run([0, 0, hourMs]);
    await over;
    await settled();
    expect(steps()).toBe(3);
  });

  it('is woken out of its pauses, the one before the first step too', async () => {
    const { over, steps } = run([hourMs, hourMs], { afterStartMs: hourMs });
    await settled();
    expect(steps()).toBe(0);
    running?.wake();
    await settled();
    expect(steps()).toBe(1);
    running?.wake();
    await over;
  });

  it('does not pause when it was woken during a step', async () => {
    const second = Promise.withResolvers<void>();
    let steps = 0;
    const loop = startBackgroundLoop({
      name: 'the test',
      logger: listening(),
      afterFailureMs: hourMs,
      async step() {
        steps += 1;
        if (steps === 1) loop.wake();
        else second.resolve();
        return hourMs;
      },
    });
    running = loop;
    await second.promise;
  });

  it('is stopped when its step has ended, and takes no other', async () => {
    const held = Promise.withResolvers<void>();
    let wasTold = false;
    let steps = 0;
    const loop = startBackgroundLoop({
      name: 'the test',
      logger: listening(),
      afterFailureMs: 0,
      async step(signal) {
        steps += 1;
        await held.promise;
        wasTold = signal.aborted;
        return 0;
      },
    });
    await settled();
    let isStopped = false;
    const stopped = loop.stop().then(() => (isStopped = true));
    await settled();
    expect(isStopped).toBe(false);
    held.resolve();
    await stopped;
    expect({ steps, wasTold }).toEqual({ steps: 1, wasTold: true });
  });

  it('goes on after a failure, and tells of it', async () => {
    const failure = new Error('a row is odd');
    const { over } = run([failure, 0, failure, hourMs]);
    await over;
    const text = 'the test was interrupted and will go on';
    expect(said).toEqual([
      { level: 'error', text },
      { level: 'debug', text },
    ]);
  });

  it('goes on several times at once, and all are woken and stopped together', async () => {
    let steps = 0;
    const loop = startBackgroundLoop({
      name: 'the test',
      logger: listening(),
      atOnce: 3,
      afterFailureMs: hourMs,
      async step() {
        steps += 1;
        return hourMs;
      },
    });
    running = loop;
    await settled();
    expect(steps).toBe(3);
    loop.wake();
    await settled();
    expect(steps).toBe(6);
  });
});
