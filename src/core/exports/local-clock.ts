import { localCalendar } from '../cache/rollups/local-calendar.ts';

const two = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));

/** Instants as a clock on the wall of a time zone shows them. Fast enough to be asked for each value of a large table. */
export type LocalClock = {
  readonly timeZone: string;
  /** Milliseconds of the local time, as if it were UTC. */
  local(instant: number): number;
  /** `2026-11-28T16:05:09+01:00`, to the second. */
  iso(instant: number): string;
  /** `2026-11-28 16:05`. */
  minute(instant: number): string;
};

/** @throws RangeError for a zone that is unknown. */
export function localClock(timeZone: string): LocalClock {
  const { toLocal } = localCalendar(timeZone);
  /** The day that was asked for last: rows come in the order of their time, more often than not. */
  let day = Number.NaN;
  let dayText = '';
  const dateOf = (local: number): string => {
    const asked = Math.floor(local / 86_400_000);
    if (asked !== day) {
      day = asked;
      dayText = new Date(asked * 86_400_000).toISOString().slice(0, 10);
    }
    return dayText;
  };
  const minute = (local: number, between: string): string => {
    const inDay = local - Math.floor(local / 86_400_000) * 86_400_000;
    const hours = two[Math.floor(inDay / 3_600_000)] ?? '';
    return `${dateOf(local)}${between}${hours}:${two[Math.floor(inDay / 60_000) % 60] ?? ''}`;
  };
  return {
    timeZone,
    local: toLocal,
    iso(instant) {
      const local = toLocal(instant);
      const seconds = two[Math.floor((((local % 60_000) + 60_000) % 60_000) / 1000)] ?? '';
      return `${minute(local, 'T')}:${seconds}${offsetText(local - instant)}`;
    },
    minute: (instant) => minute(toLocal(instant), ' '),
  };
}

function offsetText(offsetMs: number): string {
  if (offsetMs === 0) return 'Z';
  const minutes = Math.round(Math.abs(offsetMs) / 60_000);
  return `${offsetMs < 0 ? '-' : '+'}${two[Math.floor(minutes / 60)] ?? ''}:${two[minutes % 60] ?? ''}`;
}
