import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { builtUi } from '../../../src/host/build-ui.ts';
import { preparedDemoVariable, type StartedConsole, startNewDemo } from './start-console.ts';

const patienceMs = 180_000;

/**
 * Before any journey: the page is built, as two consoles that build it at the same time would take each other's files away; and one
 * demo is started and stopped, of which the journeys have copies, as making a pool and a business costs more than most of them.
 */
export default async function prepare(): Promise<() => void> {
  await builtUi(new AbortController().signal);
  const dataDir = mkdtempSync(path.join(tmpdir(), 'opsdeck-e2e-demo-'));
  const demo = await startNewDemo({ dataDir });
  try {
    for (const told of ['Check completed', 'The business has arrived', 'To add a channel'])
      await toldBy(demo, told);
  } finally {
    await demo.stop();
  }
  process.env[preparedDemoVariable] = dataDir;
  return () => rmSync(dataDir, { recursive: true, force: true });
}

async function toldBy(demo: StartedConsole, told: string): Promise<void> {
  const until = Date.now() + patienceMs;
  while (!demo.output().includes(told)) {
    if (Date.now() > until) throw new Error(`the demo never said “${told}”:\n${demo.output()}`);
    await sleep(200);
  }
}
