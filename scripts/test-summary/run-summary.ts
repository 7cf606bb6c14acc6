import { readFileSync, writeFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';

/** What a run of tests came to. A problem outside a test (a file that does not load, a hook) is one failure. */
export const runSummary = z.object({
  passed: z.int(),
  failed: z.int(),
  skipped: z.int(),
  /** Passed at a second try only. */
  flaky: z.int(),
  /** What went wrong, where, and why; those of the flaky ones too. */
  problems: z.array(z.string()),
});
export type RunSummary = z.infer<typeof runSummary>;

export const emptySummary = (): RunSummary => ({ passed: 0, failed: 0, skipped: 0, flaky: 0, problems: [] });

const environmentName = 'OPSDECK_TEST_SUMMARY';

/** Hands the file to write to over to the program that runs the tests. */
export const summaryInto = (file: string): Record<string, string> => ({ [environmentName]: file });

export function writeSummary(summary: RunSummary): void {
  const file = process.env[environmentName];
  if (file === undefined) throw new Error(`${environmentName} names no file`);
  writeFileSync(file, JSON.stringify(summary));
}

export const readSummary = (file: string): RunSummary =>
  runSummary.parse(JSON.parse(readFileSync(file, 'utf8')));

/** What failed at first and passed at a second try. */
export const describeFlaky = (where: string, reasons: readonly (string | undefined)[]): string =>
  describeProblem(`(only the first time) ${where}`, reasons);

/** A problem as it is told at the end of a run: the end of a log is what people read. */
export function describeProblem(where: string, reasons: readonly (string | undefined)[]): string {
  const told = reasons.filter((reason) => reason !== undefined).join('\n');
  return stripVTControlCharacters(`${where}\n${told}`).slice(0, 2_000);
}
