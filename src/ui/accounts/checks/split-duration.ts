/** Whole hours, minutes and seconds; a started second counts. */
export function splitDuration(milliseconds: number): {
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
} {
  const total = Math.max(0, Math.ceil(milliseconds / 1_000));
  return { hours: Math.floor(total / 3_600), minutes: Math.floor(total / 60) % 60, seconds: total % 60 };
}
