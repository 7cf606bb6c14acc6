/** For how many months an approval can be given with one choice. */
export const validMonths = [6, 12, 24, 60] as const;

const mostYears = 10;

/** So many months from now, at the end of that day in the reader's zone, as milliseconds. */
export function inMonths(months: number, now: number): number {
  const day = new Date(now);
  const wanted = day.getDate();
  day.setDate(1);
  day.setMonth(day.getMonth() + months);
  // The 31st of a shorter month is its last day.
  day.setDate(Math.min(wanted, new Date(day.getFullYear(), day.getMonth() + 1, 0).getDate()));
  return day.setHours(23, 59, 59, 0);
}

/** The end of a day that was typed as `2027-03-31`, or null when it is none from tomorrow on within ten years. */
export function endOfDay(text: string, now: number): number | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  if (year === undefined) return null;
  const end = new Date(Number(year), Number(month) - 1, Number(day), 23, 59, 59);
  if (end.getDate() !== Number(day) || end.getMonth() !== Number(month) - 1) return null;
  const today = new Date(now).setHours(23, 59, 59, 0);
  return end.getTime() > today && end.getTime() <= inMonths(mostYears * 12, now) ? end.getTime() : null;
}
