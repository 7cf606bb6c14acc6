/** The day that it is at an instant in a time zone, as `2026-11-30`. @throws RangeError for a zone that is none */
export function localDay(at: number, timeZone: string): string {
  // Canada writes days as they sort.
  return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(at);
}
