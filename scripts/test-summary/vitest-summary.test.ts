import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { readSummary, summaryInto } from './run-summary.ts';

const tests = `
let tries = 0;
it('passes', () => {});
it('passes the second time', () => { tries += 1; if (tries === 1) throw new Error('too early'); });
it('never passes', () => { throw new Error('broken'); });
it.skip('is not asked', () => {});
`;

it('a run is told with what failed, and with what passed only the second time', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'opsdeck-summary-'));
  try {
    writeFileSync(path.join(folder, 'some.test.js'), tests);
    const file = path.join(folder, 'summary.json');
    const vitest = path.join(import.meta.dirname, '../../node_modules/vitest/vitest.mjs');
    const reporter = path.join(import.meta.dirname, 'vitest-summary.ts');
    const options = ['--root', folder, '--globals', '--retry=1', `--reporter=${reporter}`];
    const { status } = spawnSync(process.execPath, [vitest, 'run', ...options], {
      env: { ...process.env, ...summaryInto(file) },
    });
    expect(status).toBe(1);
    const { problems, ...counts } = readSummary(file);
    expect(counts).toEqual({ passed: 2, failed: 1, skipped: 1, flaky: 1 });
    expect(problems).toEqual([
      expect.stringMatching(/^\(only the first time\) some\.test\.js › passes the second time\n.*too early/),
      expect.stringMatching(/^some\.test\.js › never passes\n.*broken/),
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
