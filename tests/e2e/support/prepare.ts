import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { builtUi } from '../../../src/host/build-ui.ts';
import { outcomeOf, preparedDemoVariable } from './prepared-demo.ts';
import { prepareDemo } from './prepare-demo.ts';

/**
 * Before any journey the page is built, as two consoles that build it at the same time would take each other's files away. The demo
 * that journeys have copies of is made while the first of them run, which are those that have no need of it.
 */
export default async function prepare(): Promise<() => Promise<void>> {
  await builtUi(new AbortController().signal);
  const dataDir = mkdtempSync(path.join(tmpdir(), 'opsdeck-e2e-demo-'));
  process.env[preparedDemoVariable] = dataDir;
  const ended = new AbortController();
  const preparing = prepareDemo(dataDir, ended.signal);
  return async () => {
    ended.abort();
    await preparing;
    rmSync(dataDir, { recursive: true, force: true });
    rmSync(outcomeOf(dataDir), { force: true });
  };
}
