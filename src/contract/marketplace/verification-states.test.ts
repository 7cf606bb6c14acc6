import { describe, expect, it } from 'vitest';
import {
  canMove,
  endedVerificationStates,
  isOpen,
  verificationMoves,
  verificationStates,
} from './verification-states.ts';

describe('the states of a verification', () => {
  it('are all reached, except the first, and none leads back to an ended one', () => {
    const reached = new Set(Object.values(verificationMoves).map(({ to }) => to));
    expect(verificationStates.filter((state) => !reached.has(state))).toEqual([]);
    for (const ended of endedVerificationStates)
      for (const { from } of Object.values(verificationMoves)) expect(from).not.toContain(ended);
  });

  it('let nobody decide what nobody has taken', () => {
    expect(canMove('approve', 'requested')).toBe(false);
    expect(canMove('approve', 'in_review')).toBe(true);
    expect(canMove('reject', 'approved')).toBe(false);
    expect(canMove('expire', 'approved')).toBe(true);
  });

  it('are open until somebody decided', () => {
    expect(verificationStates.filter(isOpen)).toEqual(['requested', 'in_review']);
  });
});
