import { describe, expect, it } from 'vitest';
import { holdCountdown, resumeCountdown, startCountdown, timeLeft } from './countdown.ts';

describe('a countdown', () => {
  it('runs down to zero and no further', () => {
    const countdown = startCountdown(10_000, 1_000);
    expect(timeLeft(countdown, 4_000)).toBe(7_000);
    expect(timeLeft(countdown, 60_000)).toBe(0);
  });

  it('keeps what is left while it is held', () => {
    const held = holdCountdown(startCountdown(10_000, 0), 4_000);
    expect(timeLeft(held, 900_000)).toBe(6_000);
    const resumed = resumeCountdown(held, 900_000);
    expect(timeLeft(resumed, 901_000)).toBe(5_000);
    expect(resumeCountdown(resumed, 902_000)).toBe(resumed);
  });
});
