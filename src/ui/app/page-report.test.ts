import { expect, it } from 'vitest';
import { systemContract } from '#contract/system.ts';
import { pageReport } from './page-report.ts';

it('carries the reference and fits the contract, however long the error is', () => {
  const report = pageReport(new Error('x'.repeat(5_000)), 'P-ABC', '#/accounts'.repeat(100));
  expect(report.message).toMatch(/^\[P-ABC] Error: x/);
  expect(systemContract.reportError.input.safeParse(report).success).toBe(true);
});

it('takes whatever was thrown', () => {
  expect(pageReport('gone', 'P-ABC', '')).toEqual({ message: '[P-ABC] gone', stack: '', page: '' });
});
