export type RelativeUnit = 'second' | 'minute' | 'hour' | 'day' | 'month' | 'year';

export type RelativeTime = { readonly value: number; readonly unit: RelativeUnit };

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const month = 30.44 * day;
const year = 365.25 * day;

/** The coarsest unit in which the distance is at least one; under ten seconds it is "now". */
const steps = [
  { unit: 'year', size: year },
  { unit: 'month', size: month },
  { unit: 'day', size: day },
  { unit: 'hour', size: hour },
  { unit: 'minute', size: minute },
] as const;

/** How far an instant is from now; negative in the past. All in milliseconds. */
export function relativeTime(at: number, now: number): RelativeTime {
  const distance = at - now;
  const size = Math.abs(distance);
  for (const step of steps) {
    if (size >= step.size) return { value: Math.trunc(distance / step.size), unit: step.unit };
  }
  if (size < 10 * second) return { value: 0, unit: 'second' };
  return { value: Math.trunc(distance / (10 * second)) * 10, unit: 'second' };
}

/** After how many milliseconds the words for this instant may have become others. */
export function refreshAfter(at: number, now: number): number {
  const size = Math.abs(at - now);
  if (size < minute) return 5 * second;
  if (size < hour) return 20 * second;
  return size < day ? 5 * minute : hour;
}

/** "3 min. ago", "in 2 hr.", "now". */
export function relativeText(at: number, now: number, language: string): string {
  const { value, unit } = relativeTime(at, now);
  return relativeFormat(language).format(value, unit);
}

/** The exact instant in words, in the reader's time zone and in UTC. */
export function exactTexts(
  at: number,
  language: string,
  timeZone?: string,
): { readonly local: string; readonly utc: string } {
  const date = new Date(at);
  const { local, utc } = exactFormats(language, timeZone);
  return { local: local.format(date), utc: `${utc.format(date)} UTC` };
}

/** Date and time of day in the reader's zone, short enough for a column: "Nov 21, 2026, 4:12 AM". */
export function dateTimeText(at: number, language: string, timeZone?: string): string {
  return exactFormats(language, timeZone).short.format(at);
}

/** Hours, minutes and seconds as a clock: `4:05`, `1:00:00`. Rounds up, so that it ends at zero and not before. */
export function clockText(milliseconds: number): string {
  const total = Math.max(0, Math.ceil(milliseconds / second));
  const seconds = String(total % 60).padStart(2, '0');
  const minutes = Math.floor(total / 60) % 60;
  const hours = Math.floor(total / 3_600);
  return hours === 0 ? `${minutes}:${seconds}` : `${hours}:${String(minutes).padStart(2, '0')}:${seconds}`;
}

const relativeFormats = new Map<string, Intl.RelativeTimeFormat>();

function relativeFormat(language: string): Intl.RelativeTimeFormat {
  const known = relativeFormats.get(language);
  if (known !== undefined) return known;
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  relativeFormats.set(language, format);
  return format;
}

type ExactFormats = Readonly<Record<'local' | 'short' | 'utc', Intl.DateTimeFormat>>;

const exactFormatsKnown = new Map<string, ExactFormats>();

function exactFormats(language: string, timeZone: string | undefined): ExactFormats {
  const key = `${language} ${timeZone ?? ''}`;
  const known = exactFormatsKnown.get(key);
  if (known !== undefined) return known;
  const zone = timeZone === undefined ? {} : { timeZone };
  const formats = {
    local: new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'long', ...zone }),
    short: new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', ...zone }),
    utc: new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' }),
  };
  exactFormatsKnown.set(key, formats);
  return formats;
}
