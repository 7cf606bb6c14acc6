import { describe, expect, it } from 'vitest';
import { isUnsettled, removalState } from './removal-state.ts';

describe('the state of a removal', () => {
  it.each([
    [{ accounts: 3, restorable: 3, restored: 0 }, 'restorable'],
    [{ accounts: 3, restorable: 1, restored: 2 }, 'restorable'],
    [{ accounts: 3, restorable: 0, restored: 3 }, 'restored'],
    [{ accounts: 3, restorable: 0, restored: 2 }, 'partly'],
    [{ accounts: 3, restorable: 0, restored: 0 }, 'final'],
  ])('of %j is %s', (removal, state) => {
    expect(removalState(removal)).toBe(state);
  });

  it('is not settled while something can come back or a log-out waits', () => {
    expect(isUnsettled({ restorable: 1, logOuts: null })).toBe(true);
    expect(isUnsettled({ restorable: 0, logOuts: { waiting: 1, ended: 0, given_up: 0 } })).toBe(true);
    expect(isUnsettled({ restorable: 0, logOuts: { waiting: 0, ended: 2, given_up: 1 } })).toBe(false);
  });
});
