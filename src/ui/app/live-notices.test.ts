import { describe, expect, it } from 'vitest';
import { checkRunSchema, type CheckRun } from '#contract/account-checks.ts';
import { reviewSchema } from '#contract/marketplace/customer-acts.ts';
import { instant } from '#contract/time.ts';
import { backendEvent, checkEvent, riskEvents } from './live-notices.ts';

const run = (last: string, state: CheckRun['state']): CheckRun =>
  checkRunSchema.parse({
    id: `00000000-0000-4000-8000-00000000000${last}`,
    state,
    requestedBy: 'Ada',
    startedAt: 1,
    finishedAt: state === 'running' ? null : 2,
    total: 10,
    checked: 10,
    leftAlone: 0,
    toRetry: 0,
    changed: 1,
    failed: 0,
    byOutcome: {
      active: 10,
      limited: 0,
      flood_wait: 0,
      unauthorised: 0,
      banned: 0,
      deactivated: 0,
      revoked: 0,
      duplicated: 0,
      unreachable: 0,
    },
  });

describe('checkEvent', () => {
  it('is silent about what ended before the page was opened', () => {
    expect(checkEvent(undefined, run('1', 'completed'))).toBeNull();
  });

  it('tells a check that ended since, once', () => {
    expect(checkEvent(null, run('1', 'completed'))?.kind).toBe('check-ended');
    expect(checkEvent(run('1', 'completed'), run('1', 'completed'))).toBeNull();
    expect(checkEvent(run('1', 'completed'), run('2', 'cancelled'))?.kind).toBe('check-ended');
  });
});

describe('backendEvent', () => {
  const online = { state: 'online', latencyMs: 1 } as const;
  const offline = { state: 'offline', since: instant(1_000), problem: 'refused' } as const;

  it('tells the loss once', () => {
    expect(backendEvent(null, offline, 0)).toEqual({
      kind: 'backend-lost',
      since: 1_000,
      problem: 'refused',
    });
    expect(backendEvent(offline, offline, 0)).toBeNull();
  });

  it('tells the return with how long it took', () => {
    expect(backendEvent(offline, online, 6_000)).toEqual({ kind: 'backend-back', awayMs: 5_000 });
    expect(backendEvent(null, online, 0)).toBeNull();
  });
});

const review = (...ids: readonly number[]) =>
  reviewSchema.parse({
    flagged: ids.length,
    suspendedByRules: 0,
    news: ids.map((id) => ({ id, customer: { id: 1, name: 'Ada' }, state: 'flagged', score: 75 })),
  });

describe('what the risk rules did', () => {
  it('is news when it came after the first word, each once and the oldest first', () => {
    expect(riskEvents(null, review(2, 1))).toEqual([]);
    expect(
      riskEvents(review(2, 1), review(4, 3, 2)).map((event) =>
        event.kind === 'risk-acted' ? event.news.id : 0,
      ),
    ).toEqual([3, 4]);
    expect(riskEvents(review(), review(1))).toHaveLength(1);
  });
});
