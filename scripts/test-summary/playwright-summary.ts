import type { FullConfig, Reporter, Suite, TestCase, TestError } from '@playwright/test/reporter';
import { describeFlaky, describeProblem, emptySummary, writeSummary } from './run-summary.ts';

/** Writes what a run of the journeys came to, for `npm test`. */
export default class PlaywrightSummary implements Reporter {
  private readonly errors: TestError[] = [];
  private root: Suite | null = null;

  onBegin(_config: FullConfig, root: Suite): void {
    this.root = root;
  }

  onError(error: TestError): void {
    this.errors.push(error);
  }

  onEnd(): void {
    const summary = emptySummary();
    for (const test of this.root?.allTests() ?? []) {
      const outcome = test.outcome();
      if (outcome === 'skipped') summary.skipped += 1;
      else if (outcome === 'unexpected') summary.failed += 1;
      else summary.passed += 1;
      if (outcome === 'flaky') summary.flaky += 1;
      if (outcome === 'flaky' || outcome === 'unexpected') summary.problems.push(describeTest(test, outcome));
    }
    if (this.errors.length > 0) {
      summary.failed += 1;
      summary.problems.push(describeProblem('Outside of every journey', this.errors.map(reasonOf)));
    }
    writeSummary(summary);
  }
}

const reasonOf = ({ message, value }: TestError): string | undefined => message ?? value;

function describeTest(test: TestCase, outcome: 'flaky' | 'unexpected'): string {
  const where = test
    .titlePath()
    .filter((part) => part !== '')
    .join(' › ');
  const reasons = test.results.flatMap(({ errors }) => errors.map(reasonOf));
  return outcome === 'flaky' ? describeFlaky(where, reasons) : describeProblem(where, reasons);
}
