import { type Instant, instant } from '#contract/time.ts';

/** What was chosen in a `datetime-local` field, which speaks of this device's time zone; null when it is empty or no time. */
export function instantFromLocalText(text: string): Instant | null {
  const at = text === '' ? Number.NaN : new Date(text).getTime();
  return Number.isFinite(at) && at >= 0 ? instant(at) : null;
}
