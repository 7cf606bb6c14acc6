import { describe, expect, it } from 'vitest';
import { checkOutcomes, standings } from '#contract/accounts.ts';
import { healthAfter, isChange, standingAfter } from './standing.ts';

describe('the standing after a check', () => {
  it('is what Telegram said', () => {
    for (const before of standings) {
      for (const outcome of checkOutcomes) {
        if (outcome !== 'unreachable') expect(standingAfter(before, outcome)).toBe(outcome);
      }
    }
  });

  it('never follows from the network', () => {
    for (const before of standings) expect(standingAfter(before, 'unreachable')).toBe(before);
  });

  it('is news unless a new account simply works', () => {
    expect(isChange('unchecked', 'active')).toBe(false);
    expect(isChange('unchecked', 'banned')).toBe(true);
    expect(isChange('active', 'limited')).toBe(true);
    expect(isChange('limited', 'active')).toBe(true);
    expect(isChange('banned', 'banned')).toBe(false);
  });
});

describe('health', () => {
  it('starts with the first result', () => {
    expect(healthAfter(null, 'active')).toBe(100);
    expect(healthAfter(null, 'limited')).toBe(40);
  });

  it('recovers over several good checks', () => {
    let health = healthAfter(null, 'limited');
    for (let check = 0; check < 5; check += 1) health = healthAfter(health, 'active');
    expect(health).toBe(90);
  });

  it('is zero the moment an account is lost', () => {
    for (const lost of ['banned', 'deactivated', 'revoked', 'duplicated', 'unauthorised'] as const) {
      expect(healthAfter(100, lost)).toBe(0);
    }
  });

  it('does not follow the network', () => {
    expect(healthAfter(70, 'unreachable')).toBe(70);
    expect(healthAfter(null, 'unreachable')).toBeNull();
  });
});
