import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayNumber, isoDate } from './civil-date.ts';
import { localCalendar } from './local-calendar.ts';

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Asia/Tashkent',
  'Antarctica/Troll',
];

const formats = new Map<string, { dates: Intl.DateTimeFormat; parts: Intl.DateTimeFormat }>();

function formatsOf(timeZone: string) {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = {
    dates: new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }),
    parts: new Intl.DateTimeFormat('en-US', {
      timeZone,
      hour: 'numeric',
      hourCycle: 'h23',
      weekday: 'short',
    }),
  };
  formats.set(timeZone, made);
  return made;
}

/** What Intl says of one instant, without any of our arithmetic. */
function asIntlSays(timeZone: string, instant: number): { date: string; hour: number; weekday: string } {
  const { dates, parts } = formatsOf(timeZone);
  const date = dates.format(instant);
  const part = (type: string) => parts.formatToParts(instant).find((one) => one.type === type)?.value ?? '';
  return { date, hour: Number(part('hour')), weekday: part('weekday') };
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

describe('the calendar of a zone', () => {
  test('agrees with Intl at any instant', { timeout: 60_000 }, () => {
    const calendars = new Map(zones.map((zone) => [zone, localCalendar(zone)]));
    const instants = fc.integer({ min: Date.UTC(1975, 0, 1), max: Date.UTC(2060, 0, 1) });
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.array(instants, { maxLength: 20 }), (zone, list) => {
        const calendar = calendars.get(zone) ?? localCalendar(zone);
        for (const instant of list) {
          const expected = asIntlSays(zone, instant);
          expect(isoDate(calendar.dayOf(instant))).toBe(expected.date);
          expect(calendar.hourOfWeek(instant)).toBe(weekdays.indexOf(expected.weekday) * 24 + expected.hour);
        }
      }),
      { numRuns: 200 },
    );
  });

  test.each(zones)(
    'agrees with Intl around every hour of the days on which %s changed its offset',
    (zone) => {
      const calendar = localCalendar(zone);
      const around = [
        Date.UTC(2011, 11, 29),
        Date.UTC(2024, 2, 9),
        Date.UTC(2024, 2, 30),
        Date.UTC(2024, 3, 6),
        Date.UTC(2024, 9, 26),
        Date.UTC(2024, 10, 2),
        Date.UTC(2024, 11, 31),
      ];
      for (const start of around) {
        for (let minute = 0; minute < 3 * 24 * 60; minute += 15) {
          const instant = start + minute * 60_000;
          for (const one of [instant - 1, instant]) {
            expect(isoDate(calendar.dayOf(one))).toBe(asIntlSays(zone, one).date);
          }
        }
      }
    },
  );

  test('has no 30 December 2011 in Apia, and two of the same hour in Berlin', () => {
    const apia = localCalendar('Pacific/Apia');
    const before = apia.dayOf(Date.UTC(2011, 11, 30, 9, 59, 59, 999));
    expect([isoDate(before), isoDate(apia.dayOf(Date.UTC(2011, 11, 30, 10)))]).toEqual([
      '2011-12-29',
      '2011-12-31',
    ]);
    const berlin = localCalendar('Europe/Berlin');
    expect(berlin.hourOfWeek(Date.UTC(2026, 9, 25, 0))).toBe(berlin.hourOfWeek(Date.UTC(2026, 9, 25, 1)));
  });

  test('tells when it is an hour of the week, also where it comes twice, not at all or at half past', () => {
    for (const zone of ['Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Apia']) {
      const calendar = localCalendar(zone);
      for (const start of [Date.UTC(2026, 2, 26), Date.UTC(2026, 9, 22), Date.UTC(2011, 11, 27)]) {
        const from = calendar.dayOf(start);
        const days = { from, until: from + 10 };
        for (const hour of [0, 26, 121, 145, 146, 147, 167]) {
          const stretches = calendar.instantsOfHour(days, hour);
          for (let at = start - 86_400_000; at < start + 12 * 86_400_000; at += 900_000) {
            const day = calendar.dayOf(at);
            const expected = day >= from && day < days.until && calendar.hourOfWeek(at) === hour;
            const found = stretches.some((one) => at >= one.from && at < one.until);
            expect({ zone, hour, at, found }).toEqual({ zone, hour, at, found: expected });
          }
        }
      }
    }
  });

  test('counts months without gaps', () => {
    const calendar = localCalendar('UTC');
    const december = calendar.monthOfDay(dayNumber({ year: 2025, month: 12, day: 31 }));
    expect(calendar.monthOfDay(dayNumber({ year: 2026, month: 1, day: 1 }))).toBe(december + 1);
  });

  test('refuses an unknown zone', () => {
    expect(() => localCalendar('Europe/Nowhere')).toThrow(RangeError);
  });

  test('tells in which stretches of time it is a day, also where midnight comes twice', () => {
    for (const zone of [...zones, 'America/Santiago', 'Asia/Beirut']) {
      const calendar = localCalendar(zone);
      for (const start of [Date.UTC(2024, 3, 5), Date.UTC(2010, 10, 6), Date.UTC(2011, 11, 29)]) {
        const day = calendar.dayOf(start);
        const stretches = calendar.instantsOf({ from: day, until: day + 2 });
        for (let minute = -24 * 60; minute < 4 * 24 * 60; minute += 15) {
          const instant = start + minute * 60_000;
          const expected = [day, day + 1].includes(calendar.dayOf(instant));
          const found = stretches.some(({ from, until }) => instant >= from && instant < until);
          expect({ zone, instant, found }).toEqual({ zone, instant, found: expected });
        }
      }
    }
    // Clocks went back from 00:01 to 23:01: the sixth came twice.
    const sixth = dayNumber({ year: 2010, month: 11, day: 6 });
    expect(localCalendar('America/St_Johns').instantsOf({ from: sixth, until: sixth + 1 })).toHaveLength(2);
  });
});
