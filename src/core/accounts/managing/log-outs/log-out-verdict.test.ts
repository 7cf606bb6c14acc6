import { describe, expect, it } from 'vitest';
import { givenUpAfterMs, logOutVerdict, retryDelayMs } from './log-out-verdict.ts';

const failed = (
  outcome: 'unreachable' | 'revoked' | 'flood_wait' | 'limited',
  floodWaitSeconds?: number,
) => ({
  kind: 'failed' as const,
  outcome,
  errorCode: outcome.toUpperCase(),
  floodWaitSeconds: floodWaitSeconds ?? null,
  latencyMs: 1,
});

describe('a log-out', () => {
  it('is settled when it is done, or when the session is worth nothing anyway', () => {
    expect(logOutVerdict({ kind: 'done', value: null, latencyMs: 1 }, 1, 0)).toMatchObject({ kind: 'ended' });
    expect(logOutVerdict(failed('revoked'), 1, 0)).toMatchObject({ kind: 'ended', outcome: 'revoked' });
  });

  it('is tried again after a network fault, later each time, for a week', () => {
    expect(logOutVerdict(failed('unreachable'), 1, 0)).toMatchObject({ kind: 'again', afterMs: 15_000 });
    expect(logOutVerdict(failed('limited'), 3, 0)).toMatchObject({ kind: 'again', afterMs: 60_000 });
    expect(retryDelayMs(500)).toBe(3_600_000);
    expect(logOutVerdict(failed('unreachable'), 9, givenUpAfterMs)).toMatchObject({ kind: 'given-up' });
  });

  it('waits out a flood wait exactly, however long it takes', () => {
    expect(logOutVerdict(failed('flood_wait', 90), 1, givenUpAfterMs)).toMatchObject({
      kind: 'again',
      afterMs: 91_000,
    });
  });
});
