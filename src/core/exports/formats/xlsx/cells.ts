import { type Column, enumText, placesOf, type Row } from '../../column.ts';
import { decimalFromMicros } from '../../decimal.ts';
import type { LocalClock } from '../../local-clock.ts';
import { type AmountKind, type MoneyStyles, styles } from './styles.ts';
import { xmlText } from './xml-text.ts';

/** A number of a spreadsheet has so many digits; what has more is written as text, so that none is lost. */
const mostDigits = 15;
/** Days from 1899-12-30, where a spreadsheet's days begin, to 1970-01-01. */
const epochDay = 25_569;
const dayMs = 86_400_000;

/** Letters of a column, from 0: A … Z, AA … */
export function letters(index: number): string {
  const last = String.fromCodePoint(65 + (index % 26));
  return index < 26 ? last : letters(Math.floor(index / 26) - 1) + last;
}

/** `<c>` of each column, given the row and its number in the sheet. What is unknown has no cell. */
export type CellWriter = (row: Row, rowNumber: number) => string;

export function cellWriters(
  columns: readonly Column[],
  clock: LocalClock,
  money: MoneyStyles,
): readonly CellWriter[] {
  const places = placesOf(columns);
  return columns.map((column, index) => cellWriter(column, places[index] ?? 0, letters(index), clock, money));
}

function cellWriter(
  column: Column,
  place: number,
  letter: string,
  clock: LocalClock,
  money: MoneyStyles,
): CellWriter {
  const number = (style: number, value: string | number, row: number): string =>
    `<c r="${letter}${row}" s="${style}"><v>${value}</v></c>`;
  switch (column.type) {
    case 'text':
      return (row, rowNumber) => {
        const value = row[place];
        return value === null || value === undefined || value === ''
          ? ''
          : textCell(letter, rowNumber, styles.text, String(value));
      };
    case 'enum':
      return (row, rowNumber) => {
        const value = row[place];
        return typeof value === 'string'
          ? textCell(letter, rowNumber, styles.text, enumText(column, value))
          : '';
      };
    case 'money': {
      const kind = column.isAverage === true ? 'average' : 'amount';
      return (row, rowNumber) => {
        const [micros, currency] = [row[place], row[place + 1]];
        if (typeof micros !== 'string') return '';
        return amountCell(letter, rowNumber, micros, String(currency ?? ''), money, kind);
      };
    }
    case 'instant':
      return (row, rowNumber) => {
        const value = row[place];
        if (typeof value !== 'number') return '';
        const days = clock.local(value) / dayMs + epochDay;
        return number(styles.instant, Math.round(days * 1e8) / 1e8, rowNumber);
      };
    case 'date':
      return (row, rowNumber) => {
        const value = row[place];
        const day = typeof value === 'string' ? Date.parse(`${value}T00:00:00Z`) : Number.NaN;
        return Number.isNaN(day) ? '' : number(styles.date, day / dayMs + epochDay, rowNumber);
      };
    case 'duration':
      return (row, rowNumber) => {
        const value = row[place];
        return typeof value === 'number' ? number(styles.duration, value / 86_400, rowNumber) : '';
      };
    case 'ratio':
      return (row, rowNumber) => {
        const value = row[place];
        return typeof value === 'number' ? number(styles.ratio, value, rowNumber) : '';
      };
    case 'integer':
    case 'count': {
      const style = styles[column.type];
      return (row, rowNumber) => {
        const value = row[place];
        return typeof value === 'number' ? number(style, value, rowNumber) : '';
      };
    }
  }
}

/** Text in its place: strings of their own cost less than a table of all strings, which would have to stay in memory. */
export function textCell(letter: string, rowNumber: number, style: number, text: string): string {
  return `<c r="${letter}${rowNumber}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;
}

export function amountCell(
  letter: string,
  rowNumber: number,
  micros: string,
  currency: string,
  money: MoneyStyles,
  kind: AmountKind,
): string {
  const amount = decimalFromMicros(micros);
  const style = kind === 'total' ? styles.total : styles.text;
  if (micros.length > mostDigits) return textCell(letter, rowNumber, style, `${amount} ${currency}`);
  return `<c r="${letter}${rowNumber}" s="${money.of(/^[A-Z]{3}$/.test(currency) ? currency : '', kind)}"><v>${amount}</v></c>`;
}
