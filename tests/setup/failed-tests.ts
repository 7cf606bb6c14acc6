let failed = 0;

export function countFailedTest(): void {
  failed += 1;
}

/** How many tests of this process have failed so far. */
export function failedTests(): number {
  return failed;
}
