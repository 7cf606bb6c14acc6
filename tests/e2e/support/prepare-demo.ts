import { setTimeout as sleep } from 'node:timers/promises';
import { noteOutcome, preparationTakesMs } from './prepared-demo.ts';
import { type StartedConsole, startNewDemo } from './start-console.ts';

/**
 * Starts a demo in the folder, and stops it when its pool is checked and its business there: making them costs more than most journeys.
 * Never throws: whoever waits for the demo hears why there is none.
 */
export async function prepareDemo(dataDir: string, signal: AbortSignal): Promise<void> {
  const until = Date.now() + preparationTakesMs;
  try {
    const demo = await startNewDemo({ dataDir });
    try {
      for (const told of ['Check completed', 'The business has arrived', 'To add a channel'])
        await toldBy(demo, told, { until, signal });
    } finally {
      await demo.stop();
    }
    noteOutcome(dataDir, null);
  } catch (error) {
    if (!signal.aborted) noteOutcome(dataDir, String(error));
  }
}

async function toldBy(
  demo: StartedConsole,
  told: string,
  { until, signal }: { readonly until: number; readonly signal: AbortSignal },
): Promise<void> {
  while (!demo.output().includes(told)) {
    if (Date.now() > until) throw new Error(`the demo never said “${told}”:\n${demo.output()}`);
    await sleep(200, undefined, { signal });
  }
}
