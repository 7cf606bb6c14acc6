// `npm test`: every test there is, browser journeys included. The last line is `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { ensureChromium } from './chromium.ts';
import { ensurePoppler } from './poppler.ts';

type Counts = { passed: number; failed: number; skipped: number; flaky: number };

const vitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  success: z.boolean(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(''),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()).nullish(),
        }),
      ),
    }),
  ),
});

const playwrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
});

const folder = mkdtempSync(path.join(tmpdir(), 'opsdeck-test-'));

function run(program: string, programArguments: string[], environment: Record<string, string> = {}): boolean {
  const { status } = spawnSync(process.execPath, [program, ...programArguments], {
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  return status === 0;
}

/** What failed, with the reason: the journeys print for half an hour after it, and the end of a log is what people read. */
function describeFailures({ testResults }: z.infer<typeof vitestReport>): string[] {
  return testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, message, assertionResults }) => {
      const tests = assertionResults.filter(({ status }) => status === 'failed');
      const file = path.relative(process.cwd(), name);
      if (tests.length === 0) return [`${file}\n${message}`];
      return tests.map(
        ({ fullName, failureMessages }) => `${file} › ${fullName}\n${(failureMessages ?? []).join('\n')}`,
      );
    });
}

const failures: string[] = [];

function runVitest(): Counts {
  const file = path.join(folder, 'vitest.json');
  const ok = run('node_modules/vitest/vitest.mjs', [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  const report = vitestReport.parse(JSON.parse(readFileSync(file, 'utf8')));
  failures.push(...describeFailures(report));
  // A file that does not even load, or an error outside a test, fails the run without failing a test.
  const failed = report.numFailedTests === 0 && !(ok && report.success) ? 1 : report.numFailedTests;
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests, flaky: 0 };
}

function runPlaywright(): Counts {
  const file = path.join(folder, 'playwright.json');
  const ok = run('node_modules/@playwright/test/cli.js', ['test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: file,
  });
  const { stats } = playwrightReport.parse(JSON.parse(readFileSync(file, 'utf8')));
  const failed = stats.unexpected === 0 && !ok ? 1 : stats.unexpected;
  return { passed: stats.expected + stats.flaky, failed, skipped: stats.skipped, flaky: stats.flaky };
}

ensureChromium();
ensurePoppler();
const counts = [runVitest(), runPlaywright()];
rmSync(folder, { recursive: true });
const sum = (of: keyof Counts) => counts.reduce((total, part) => total + part[of], 0);
for (const failure of failures) process.stdout.write(`\nFAILED ${failure.slice(0, 2000)}\n`);
const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : '';
if (sum('flaky') > 0)
  process.stdout.write(`\n${sum('flaky')} of the journeys passed only the second time.\n`);
process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped}\n`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
