import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** Where the environment names the data folder of the demo that others are copies of. */
export const preparedDemoVariable = 'OPSDECK_TEST_PREPARED_DEMO';

/** How long it may take. */
export const preparationTakesMs = 180_000;

/** The file that is there as soon as the demo is: empty, or with the reason why there is none. */
export const outcomeOf = (dataDir: string): string => `${dataDir}.outcome`;

export function noteOutcome(dataDir: string, problem: string | null): void {
  const draft = `${outcomeOf(dataDir)}.draft`;
  writeFileSync(draft, problem ?? '');
  renameSync(draft, outcomeOf(dataDir));
}

/**
 * Waits for the demo of this run; gives its data folder.
 *
 * @throws Error when it could not be made, or when it takes too long
 */
export async function untilDemoIsPrepared(): Promise<string> {
  const dataDir = process.env[preparedDemoVariable];
  if (dataDir === undefined) throw new Error('no demo is prepared');
  // Whoever makes it gives up first, and says why.
  const until = Date.now() + preparationTakesMs + 30_000;
  while (!existsSync(outcomeOf(dataDir))) {
    if (Date.now() > until) throw new Error('the demo is not prepared yet');
    await sleep(100);
  }
  const problem = readFileSync(outcomeOf(dataDir), 'utf8');
  if (problem !== '') throw new Error(`the demo could not be prepared: ${problem}`);
  return dataDir;
}
