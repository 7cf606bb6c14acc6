import { type Column, enumText, placesOf, type Row } from '../../column.ts';
import { decimalFromMicros, nearestCent } from '../../decimal.ts';
import type { LocalClock } from '../../local-clock.ts';

/** A value as a person reads it. */
export type CellText = (row: Row) => string;

export function cellTexts(columns: readonly Column[], clock: LocalClock): readonly CellText[] {
  const places = placesOf(columns);
  return columns.map((column, index) => cellText(column, places[index] ?? 0, clock));
}

function cellText(column: Column, place: number, clock: LocalClock): CellText {
  switch (column.type) {
    case 'money':
      return (row) => {
        const [micros, currency] = [row[place], row[place + 1]];
        if (typeof micros !== 'string') return '';
        return amountText(column.isAverage === true ? nearestCent(micros) : micros, String(currency ?? ''));
      };
    case 'count':
      return (row) => {
        const count = row[place];
        return typeof count === 'number' ? grouped(String(count)) : '';
      };
    case 'instant':
      return (row) => {
        const at = row[place];
        return typeof at === 'number' ? clock.minute(at) : '';
      };
    case 'ratio':
      return (row) => {
        const ratio = row[place];
        return typeof ratio === 'number' ? `${(ratio * 100).toFixed(1)} %` : '';
      };
    case 'duration':
      return (row) => {
        const seconds = row[place];
        return typeof seconds === 'number' ? durationText(seconds) : '';
      };
    case 'enum':
      return (row) => {
        const value = row[place];
        return typeof value === 'string' ? enumText(column, value) : '';
      };
    default:
      return (row) => String(row[place] ?? '');
  }
}

/** `1 234 567`: thousands apart by narrow spaces, which no country reads as a point. */
const grouped = (digits: string): string =>
  digits.replaceAll(/\B(?=(\d{3})+$)/g, '\u202f').replace('-', '\u2212');

/** `1 234 567.50 USD` */
export function amountText(micros: string, currency: string): string {
  const [whole = '', fraction = ''] = decimalFromMicros(micros).split('.');
  return `${grouped(whole)}.${fraction} ${currency}`.trimEnd();
}

function durationText(seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor((seconds % 86_400) / 3_600);
  const minutes = Math.floor((seconds % 3_600) / 60);
  if (days > 0) return hours === 0 ? `${days} d` : `${days} d ${hours} h`;
  return hours > 0 ? `${hours} h ${minutes} min` : `${minutes} min`;
}
