import { describe, expect, it } from 'vitest';
import { checkRunSchema, type CheckRun } from '#contract/account-checks.ts';
import { instant } from '#contract/time.ts';
import { backendEvent, checkEvent } from './live-notices.ts';

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
