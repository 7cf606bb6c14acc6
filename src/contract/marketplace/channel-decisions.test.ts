import { describe, expect, it } from 'vitest';
import { channelDecisions, decisionHindrance } from './channel-decisions.ts';
import { channelStates } from './channels.ts';

const fine = { ownerSuspended: false, readProblem: null };

describe('decisions about a channel', () => {
  it('are possible from these states only', () => {
    const possible = channelStates.flatMap((state) =>
      channelDecisions.flatMap((decision) =>
        decisionHindrance(decision, { ...fine, state }) === null ? `${state}: ${decision}` : [],
      ),
    );
    expect(possible).toEqual([
      'pending: approve',
      'pending: reject',
      'approved: suspend',
      'rejected: approve',
      'suspended: reinstate',
    ]);
  });

  it('let no channel sell whose owner may not trade, or that is gone from Telegram', () => {
    const gone = { ownerSuspended: false, readProblem: 'vanished' } as const;
    const stopped = { ownerSuspended: true, readProblem: null };
    expect(decisionHindrance('approve', { ...gone, state: 'pending' })).toBe('not_readable');
    expect(decisionHindrance('approve', { ...stopped, state: 'pending' })).toBe('owner_suspended');
    expect(decisionHindrance('reinstate', { ...gone, state: 'suspended' })).toBe('not_readable');
    expect(decisionHindrance('reject', { ...gone, state: 'pending' })).toBeNull();
    expect(decisionHindrance('suspend', { ...stopped, state: 'approved' })).toBeNull();
  });
});
