import { describe, expect, it } from 'vitest';
import { accountIdSchema } from '#contract/ids.ts';
import { coversOperation, leaseDurationMs } from './lease.ts';

const lease = (validUntil: number) => ({ accountId: accountIdSchema.parse(1), fence: 1, validUntil });

describe('an operation begins under a lease', () => {
  it('that is new', () => {
    for (const deadline of [1_000, 15_000, 120_000]) {
      expect(coversOperation(lease(leaseDurationMs(deadline)), deadline, 0)).toBe(true);
    }
  });

  it('only if its deadline and the closing of its socket lie within it', () => {
    expect(coversOperation(lease(19_000), 15_000, 0)).toBe(true);
    expect(coversOperation(lease(18_999), 15_000, 0)).toBe(false);
    expect(coversOperation(lease(10_000), 15_000, 20_000)).toBe(false);
  });
});
