import { monthOfDay, weekday } from './civil-date.ts';

/** The days and months of one time zone. Instants are milliseconds UTC. Fast enough to be asked for each row. */
export type LocalCalendar = {
  readonly timeZone: string;
  /** Days since 1970-01-01 of the local date. */
  dayOf(instant: number): number;
  /** Year × 12 + month − 1 of that day. */
  monthOfDay(day: number): number;
  /** Local time as if it were UTC, in milliseconds. */
  readonly toLocal: (instant: number) => number;
  /** 0 is Monday from midnight to one o'clock, 167 the last hour of Sunday. An hour that comes twice counts for both. */
  hourOfWeek(instant: number): number;
  /**
   * The stretches of time in which it is one of the days from `from` up to `until`, in order. One, unless a clock that was put
   * back over midnight makes a day begin twice; none for days that were left out.
   */
  instantsOf(days: DayRange): Instants[];
  /** The same for one hour of the week, as `hourOfWeek` numbers them, of each of the days that has it. */
  instantsOfHour(days: DayRange, hourOfWeek: number): Instants[];
  /** How far local time is ahead of UTC, stretch by stretch of all the time between two instants. */
  offsetsIn(instants: Instants): (Instants & { readonly offsetMs: number })[];
};

/** Day numbers, without `until`. */
export type DayRange = { readonly from: number; readonly until: number };

/** Milliseconds UTC, without `until`. */
export type Instants = { readonly from: number; readonly until: number };

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** A stretch of time with one offset from UTC. */
type Stretch = { readonly from: number; readonly to: number; readonly offsetMs: number };

/**
 * The calendar of an IANA zone, exact over every change of its offset, also by half hours and whole days. Offsets are
 * asked of Intl once for each year that is met, day by day, and changes located to the second.
 *
 * @throws RangeError for a zone that is unknown.
 */
export function localCalendar(timeZone: string): LocalCalendar {
  const offsetAt = zoneOffset(timeZone);
  const years = new Map<number, readonly Stretch[]>();
  let current: Stretch = { from: 0, to: 0, offsetMs: 0 };
  const months = new Map<number, number>();

  function toLocal(instant: number): number {
    if (instant < current.from || instant >= current.to) current = stretchOf(instant);
    return instant + current.offsetMs;
  }

  function stretchOf(instant: number): Stretch {
    const year = new Date(instant).getUTCFullYear();
    let stretches = years.get(year);
    if (stretches === undefined) {
      stretches = stretchesBetween(offsetAt, Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1));
      years.set(year, stretches);
    }
    const found = stretches.find((stretch) => instant < stretch.to);
    if (found === undefined) throw new RangeError(`${instant} is not an instant`);
    return found;
  }

  /** When it is some local time, given as if it were UTC. */
  function instantsWhen(from: number, until: number): Instants[] {
    const found: Instants[] = [];
    // No offset is as large as two days.
    for (let at = from - 2 * dayMs; at < until + 2 * dayMs;) {
      const stretch = stretchOf(at);
      at = stretch.to;
      const begin = Math.max(stretch.from, from - stretch.offsetMs);
      const end = Math.min(stretch.to, until - stretch.offsetMs);
      if (begin >= end) continue;
      const last = found.at(-1);
      if (last?.until === begin) found[found.length - 1] = { from: last.from, until: end };
      else found.push({ from: begin, until: end });
    }
    return found;
  }

  return {
    timeZone,
    instantsOf: ({ from, until }) => instantsWhen(from * dayMs, until * dayMs),
    offsetsIn({ from, until }) {
      const found: (Instants & { readonly offsetMs: number })[] = [];
      for (let at = from; at < until;) {
        const { to, offsetMs } = stretchOf(at);
        const end = Math.min(to, until);
        const last = found.at(-1);
        if (last?.offsetMs === offsetMs) found[found.length - 1] = { ...last, until: end };
        else found.push({ from: at, until: end, offsetMs });
        at = end;
      }
      return found;
    },
    instantsOfHour({ from, until }, hourOfWeek) {
      const first = from + ((Math.floor(hourOfWeek / 24) - weekday(from) + 7) % 7);
      const days = Array.from(
        { length: Math.max(0, Math.ceil((until - first) / 7)) },
        (_, week) => first + week * 7,
      );
      return days.flatMap((day) => {
        const hour = day * dayMs + (hourOfWeek % 24) * hourMs;
        return instantsWhen(hour, hour + hourMs);
      });
    },
    dayOf: (instant) => Math.floor(toLocal(instant) / dayMs),
    monthOfDay(day) {
      let month = months.get(day);
      if (month === undefined) {
        month = monthOfDay(day);
        months.set(day, month);
      }
      return month;
    },
    toLocal,
    hourOfWeek(instant) {
      const local = toLocal(instant);
      const day = Math.floor(local / dayMs);
      return weekday(day) * 24 + Math.floor((local - day * dayMs) / hourMs);
    },
  };
}

function stretchesBetween(offsetAt: (instant: number) => number, from: number, to: number): Stretch[] {
  const stretches: Stretch[] = [];
  let start = from;
  let offsetMs = offsetAt(from);
  for (let next = from + dayMs; next <= to; next += dayMs) {
    // The last look is at the year's last second: its end belongs to the next year.
    const at = Math.min(next, to - 1000);
    const offset = offsetAt(at);
    if (offset === offsetMs) continue;
    const change = locateChange(offsetAt, next - dayMs, at, offset);
    stretches.push({ from: start, to: change, offsetMs });
    start = change;
    offsetMs = offset;
  }
  stretches.push({ from: start, to, offsetMs });
  return stretches;
}

/** The first second with the later offset. */
function locateChange(
  offsetAt: (instant: number) => number,
  before: number,
  after: number,
  later: number,
): number {
  let low = before;
  let high = after;
  while (high - low > 1000) {
    const middle = low + Math.floor((high - low) / 2000) * 1000;
    if (offsetAt(middle) === later) high = middle;
    else low = middle;
  }
  return high;
}

/** Local time less UTC in milliseconds, of instants that are whole seconds. */
function zoneOffset(timeZone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (instant) => {
    // “11/21/2026, 07:03:09”
    const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = format
      .format(instant)
      .split(/\D+/)
      .map(Number);
    return Date.UTC(year, month - 1, day, hour, minute, second) - instant;
  };
}
