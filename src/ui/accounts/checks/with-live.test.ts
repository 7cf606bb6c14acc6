import { expect, it } from 'vitest';
import { checkRunSchema } from '#contract/account-checks.ts';
import { checkOutcomeSchema } from '#contract/accounts.ts';
import { withLive } from './with-live.ts';

const run = (digit: string, checked: number) =>
  checkRunSchema.parse({
    id: `00000000-0000-4000-8000-00000000000${digit}`,
    state: 'running',
    requestedBy: 'Ada',
    startedAt: 1,
    finishedAt: null,
    total: 10,
    checked,
    leftAlone: 0,
    toRetry: 0,
    changed: 0,
    failed: 0,
    byOutcome: Object.fromEntries(checkOutcomeSchema.options.map((outcome) => [outcome, 0])),
  });

it('shows the live state of what runs, and what began since first', () => {
  const read = [run('1', 2), run('2', 10)];
  const merged = withLive(read, [run('3', 0), run('1', 7)]);
  expect(merged.map(({ id, checked }) => [id.at(-1), checked])).toEqual([
    ['3', 0],
    ['1', 7],
    ['2', 10],
  ]);
});
