const hourMs = 3_600_000;
const hoursOfDay = 24;

/** Cells of hours or days of UTC, counted since the epoch, or the rows of what is no whole hour, in milliseconds. */
export type InstantPart = {
  readonly source: 'hour' | 'utc_day' | 'rows';
  readonly from: number;
  readonly until: number;
};

/**
 * Takes a stretch of time apart, from one instant (milliseconds UTC) on and before another, so that each instant is in exactly
 * one part and few cells are read: whole days, hours beside them, rows at the edges.
 */
export function instantParts(from: number, until: number): InstantPart[] {
  const hours = { from: Math.ceil(from / hourMs), until: Math.floor(until / hourMs) };
  if (hours.from >= hours.until) return some('rows', from, until);
  const days = { from: Math.ceil(hours.from / hoursOfDay), until: Math.floor(hours.until / hoursOfDay) };
  const inside =
    days.from >= days.until
      ? some('hour', hours.from, hours.until)
      : [
          ...some('hour', hours.from, days.from * hoursOfDay),
          ...some('utc_day', days.from, days.until),
          ...some('hour', days.until * hoursOfDay, hours.until),
        ];
  return [
    ...some('rows', from, hours.from * hourMs),
    ...inside,
    ...some('rows', hours.until * hourMs, until),
  ];
}

function some(source: InstantPart['source'], from: number, until: number): InstantPart[] {
  return from < until ? [{ source, from, until }] : [];
}
