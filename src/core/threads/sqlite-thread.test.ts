import { fileURLToPath } from 'node:url';
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

test(
  'a thread that is ended at any instant of its start takes nothing else with it',
  { timeout: 60_000 },
  () => {
    const fixture = fileURLToPath(new URL('./end-threads.fixture.ts', import.meta.url));
    const { status, signal, stdout } = spawnSync(process.execPath, [fixture], { encoding: 'utf8' });
    expect({ status, signal, stdout }).toEqual({ status: 0, signal: null, stdout: 'still here\n' });
  },
);
