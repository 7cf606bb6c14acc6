// `npm test`: every test there is, browser journeys included. The last line is `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureChromium } from './chromium.ts';
import { ensurePoppler } from './poppler.ts';
import { emptySummary, readSummary, type RunSummary, summaryInto } from './test-summary/run-summary.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'opsdeck-test-'));

function run(name: string, program: string, programArguments: string[]): RunSummary {
  const file = path.join(folder, `${name}.json`);
  const { status } = spawnSync(process.execPath, [program, ...programArguments], {
    stdio: 'inherit',
    env: { ...process.env, ...summaryInto(file) },
  });
  // One that was killed has said nothing.
  const summary = existsSync(file) ? readSummary(file) : emptySummary();
  // What no reporter hears of fails the run all the same.
  if (status === 0 || summary.failed > 0) return summary;
  return { ...summary, failed: 1, problems: [...summary.problems, `${name} ended with ${String(status)}`] };
}

ensureChromium();
ensurePoppler();
const reporter = (name: string): string => path.join(import.meta.dirname, `test-summary/${name}-summary.ts`);
const summaries = [
  run('vitest', 'node_modules/vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    `--reporter=${reporter('vitest')}`,
  ]),
  run('playwright', 'node_modules/@playwright/test/cli.js', [
    'test',
    `--reporter=list,${reporter('playwright')}`,
  ]),
];
rmSync(folder, { recursive: true });
const sum = (of: Exclude<keyof RunSummary, 'problems'>): number =>
  summaries.reduce((total, summary) => total + summary[of], 0);
for (const problem of summaries.flatMap(({ problems }) => problems))
  process.stdout.write(`\nFAILED ${problem}\n`);
const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
if (sum('flaky') > 0) process.stdout.write(`\n${sum('flaky')} tests passed only the second time.\n`);
process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped}\n`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
