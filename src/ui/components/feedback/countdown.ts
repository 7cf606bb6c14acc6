/** A countdown that can be held: what was left when it last started or stopped, and since when it runs. */
export type Countdown = { readonly left: number; readonly runningSince: number | null };

export function startCountdown(milliseconds: number, now: number): Countdown {
  return { left: milliseconds, runningSince: now };
}

/** Milliseconds until the end; never below zero. */
export function timeLeft(countdown: Countdown, now: number): number {
  if (countdown.runningSince === null) return countdown.left;
  return Math.max(0, countdown.left - (now - countdown.runningSince));
}

export function holdCountdown(countdown: Countdown, now: number): Countdown {
  return { left: timeLeft(countdown, now), runningSince: null };
}

export function resumeCountdown(countdown: Countdown, now: number): Countdown {
  return countdown.runningSince === null ? { left: countdown.left, runningSince: now } : countdown;
}
