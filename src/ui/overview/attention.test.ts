import { describe, expect, it } from 'vitest';
import { checkRunSchema, type CheckRun } from '#contract/account-checks.ts';
import { checkOutcomes, poolStatisticsSchema, standings, type PoolStatistics } from '#contract/accounts.ts';
import { instant } from '#contract/time.ts';
import { attentionOf, type Situation } from './attention.ts';

const hour = 3_600_000;

const pool = (counts: Readonly<Record<string, number>>): PoolStatistics => {
  const byStanding = Object.fromEntries(standings.map((standing) => [standing, counts[standing] ?? 0]));
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return poolStatisticsSchema.parse({ total, byStanding, full: 0, neverChecked: counts['unchecked'] ?? 0 });
};

const run = (finishedAt: number | null, numbers: Partial<CheckRun> = {}) =>
  checkRunSchema.parse({
    id: '00000000-0000-4000-8000-000000000001',
    state: 'completed',
    requestedBy: 'Ada',
    startedAt: 0,
    finishedAt,
    total: 10,
    checked: 10,
    leftAlone: 0,
    toRetry: 0,
    changed: 0,
    failed: 0,
    byOutcome: Object.fromEntries(checkOutcomes.map((outcome) => [outcome, 0])),
    ...numbers,
  });

const calm: Situation = {
  backend: { state: 'online', latencyMs: 1 },
  telegramConfigured: true,
  statistics: pool({ active: 10 }),
  runs: [run(hour)],
  stillUnreachable: undefined,
  running: [],
  review: undefined,
  waiting: undefined,
  payments: undefined,
  now: 2 * hour,
};

const kinds = (situation: Partial<Situation>) =>
  attentionOf({ ...calm, ...situation }).map(({ kind }) => kind);

describe('attentionOf', () => {
  it('is silent when all is well', () => {
    expect(kinds({})).toEqual([]);
  });

  it('puts what everything stands on first, then what is lost', () => {
    expect(
      kinds({
        backend: { state: 'offline', since: instant(0), problem: 'refused' },
        telegramConfigured: false,
        statistics: pool({ limited: 1, revoked: 2, banned: 3, unchecked: 4 }),
        runs: [run(hour, { changed: 5, failed: 6 })],
      }),
    ).toEqual([
      'backendOffline',
      'telegramMissing',
      'banned',
      'signedOut',
      'unreachable',
      'changed',
      'limited',
      'unchecked',
    ]);
  });

  it('counts over the standings that mean the same to a person', () => {
    expect(
      attentionOf({ ...calm, statistics: pool({ unauthorised: 1, revoked: 2, duplicated: 3 }) }),
    ).toEqual([{ kind: 'signedOut', count: 6, standings: ['unauthorised', 'revoked', 'duplicated'] }]);
  });

  it('speaks of an old check instead of its results', () => {
    expect(kinds({ runs: [run(0, { changed: 5 })], now: 25 * hour })).toEqual(['stale']);
  });

  it('takes the results of a check of the whole pool, whatever smaller or cancelled ones came after', () => {
    const runs = [
      run(2 * hour, { total: 1, checked: 1 }),
      run(2 * hour, { state: 'cancelled', checked: 3 }),
      run(hour, { changed: 5, failed: 6 }),
      run(0, { changed: 1 }),
    ];
    expect(kinds({ runs })).toEqual(['unreachable', 'changed']);
    expect(kinds({ runs, now: 25.5 * hour })).toEqual(['stale']);
  });

  it('leaves out what was reached since', () => {
    expect(attentionOf({ ...calm, runs: [run(hour, { failed: 6 })], stillUnreachable: 2 })).toMatchObject([
      { kind: 'unreachable', count: 2 },
    ]);
    expect(kinds({ runs: [run(hour, { failed: 6 })], stillUnreachable: 0 })).toEqual([]);
  });

  it('goes on speaking while only a few accounts are checked', () => {
    const running = [run(null, { state: 'running', total: 1 })];
    expect(kinds({ runs: [run(hour, { failed: 6 })], running })).toEqual(['unreachable']);
  });

  it('says that the whole pool was not checked when only few accounts were', () => {
    expect(kinds({ runs: [run(hour, { total: 1 })] })).toEqual(['stale']);
    expect(kinds({ runs: [run(hour, { total: 1 })], statistics: pool({ unchecked: 9, active: 1 }) })).toEqual(
      ['unchecked'],
    );
    expect(kinds({ runs: undefined })).toEqual([]);
  });

  it('waits for a running check to answer', () => {
    expect(
      kinds({
        statistics: pool({ unchecked: 4 }),
        runs: [run(0)],
        now: 25 * hour,
        running: [run(null, { state: 'running', total: 4 })],
      }),
    ).toEqual([]);
  });

  it('does not know the pool before it was read', () => {
    expect(kinds({ statistics: undefined })).toEqual([]);
  });
});

const waiting = {
  toConfirm: 1,
  overdue: 2,
  escalatedDisputes: 3,
  channelsToDecide: 4,
  risky: 5,
  verifications: 6,
  urgentVerifications: 0,
};

it('puts what costs somebody money before what keeps somebody waiting', () => {
  const payments = { pendingWithdrawals: 7, pendingPayouts: 0 };
  const patient = ['ordersToConfirm', 'channelsToDecide', 'verifications', 'risky'];
  expect(kinds({ waiting, payments })).toEqual([
    'disputesEscalated',
    'ordersOverdue',
    'withdrawalsPending',
    ...patient,
  ]);
  expect(kinds({ waiting: { ...waiting, urgentVerifications: 1 } })).toEqual([
    'disputesEscalated',
    'ordersOverdue',
    'verifications',
    ...patient.filter((kind) => kind !== 'verifications'),
  ]);
});

it('speaks of the marketplace also where there is no pool', () => {
  expect(kinds({ statistics: pool({}), waiting: { ...waiting, overdue: 0 } })).toContain('disputesEscalated');
  expect(kinds({ statistics: pool({}), waiting: { ...waiting, overdue: 0 } })).not.toContain('ordersOverdue');
});

it('asks for a look at customers that the risk rules flagged or suspended', () => {
  const review = { flagged: 3, suspendedByRules: 1 };
  expect(attentionOf({ ...calm, review })).toEqual([
    { kind: 'customersSuspended', count: 1 },
    { kind: 'customersFlagged', count: 3 },
  ]);
});
