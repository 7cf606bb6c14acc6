/** Milliseconds for people: a digit after the point where it says something, seconds from one second on. */
export function formatLatency(milliseconds: number, language = 'en'): string {
  const unit = milliseconds >= 1_000 ? 'second' : 'millisecond';
  const value = unit === 'second' ? milliseconds / 1_000 : milliseconds;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}
