import type { Reporter, SerializedError, TestModule } from 'vitest/node';
import {
  describeFlaky,
  describeProblem,
  emptySummary,
  type RunSummary,
  writeSummary,
} from './run-summary.ts';

type Errors = readonly { readonly message: string; readonly stack?: string | undefined }[];

const reasonsOf = (errors: Errors): string[] => errors.map(({ message, stack }) => stack ?? message);

/** What failed around tests: the file did not load, or a hook of it or of a suite threw. */
function* problemsAround(module: TestModule): Generator<string> {
  if (module.errors().length > 0) yield describeProblem(module.relativeModuleId, reasonsOf(module.errors()));
  for (const suite of module.children.allSuites())
    if (suite.errors().length > 0)
      yield describeProblem(`${module.relativeModuleId} › ${suite.fullName}`, reasonsOf(suite.errors()));
}

function summarize(modules: readonly TestModule[], unhandled: readonly SerializedError[]): RunSummary {
  const summary = emptySummary();
  const fail = (problem: string): void => {
    summary.failed += 1;
    summary.problems.push(problem);
  };
  for (const module of modules) {
    for (const problem of problemsAround(module)) fail(problem);
    for (const test of module.children.allTests()) {
      const result = test.result();
      const where = `${module.relativeModuleId} › ${test.fullName}`;
      if (result.state === 'passed') summary.passed += 1;
      else if (result.state === 'failed') fail(describeProblem(where, reasonsOf(result.errors)));
      else summary.skipped += 1;
      if (test.diagnostic()?.flaky === true) {
        summary.flaky += 1;
        summary.problems.push(describeFlaky(where, reasonsOf(result.errors ?? [])));
      }
    }
  }
  if (unhandled.length > 0) fail(describeProblem('Outside of every test', reasonsOf(unhandled)));
  return summary;
}

/** Writes what a run of Vitest came to, for `npm test`. */
export default class VitestSummary implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    writeSummary(summarize(modules, unhandled));
  }
}
