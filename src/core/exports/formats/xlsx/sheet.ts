import { type Column, enumText, placesOf, type Row } from '../../column.ts';
import type { LocalClock } from '../../local-clock.ts';
import type { MoneyTotals } from '../../money-totals.ts';
import { amountCell, cellWriters, letters, textCell } from './cells.ts';
import { type MoneyStyles, styles } from './styles.ts';
import type { ZipEntry } from './zip-output.ts';

/** Rows of a sheet at most, less those of heading and totals. */
export const mostRowsInSheet = 1_048_576 - 20;

const widths: Readonly<Record<Column['type'], number>> = {
  text: 14,
  enum: 12,
  integer: 10,
  count: 11,
  money: 16,
  ratio: 9,
  instant: 17,
  date: 12,
  duration: 11,
};
const widest = 48;

export const sheetOpening =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">';

/** Writes one sheet: a heading that stays in view, the rows, and a line of totals for each currency. */
export class SheetWriter {
  readonly #entry: ZipEntry;
  readonly #columns: readonly Column[];
  readonly #money: MoneyStyles;
  readonly #cells;
  #rows = 0;
  #isOpen = false;

  constructor(entry: ZipEntry, columns: readonly Column[], clock: LocalClock, money: MoneyStyles) {
    this.#entry = entry;
    this.#columns = columns;
    this.#money = money;
    this.#cells = cellWriters(columns, clock, money);
  }

  /** How many rows still have room. */
  get room(): number {
    return mostRowsInSheet - this.#rows;
  }

  async rows(rows: readonly Row[]): Promise<void> {
    await this.#open(rows);
    let text = '';
    for (const row of rows) {
      this.#rows += 1;
      const number = this.#rows + 1;
      text += `<row r="${number}">`;
      for (const cell of this.#cells) text += cell(row, number);
      text += '</row>';
    }
    await this.#entry.write(text);
  }

  /** Ends the sheet; the last one of a table has its totals. */
  async end(totals: MoneyTotals | null): Promise<void> {
    await this.#open([]);
    const last = this.#rows + 1;
    const lines = (totals?.totals() ?? []).map(({ currency, byColumn }, line) => {
      const number = last + 2 + line;
      const label = byColumn.has(0) ? '' : textCell('A', number, styles.total, `Total ${currency}`);
      const amounts = [...byColumn].map(([index, micros]) =>
        amountCell(letters(index), number, micros, currency, this.#money, 'total'),
      );
      return `<row r="${number}">${label}${amounts.join('')}</row>`;
    });
    const range = `A1:${letters(this.#columns.length - 1)}${last}`;
    await this.#entry.write(
      `${lines.join('')}</sheetData><autoFilter ref="${range}"/><pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup orientation="landscape" fitToHeight="0"/></worksheet>`,
    );
    this.#entry.end();
  }

  async #open(sample: readonly Row[]): Promise<void> {
    if (this.#isOpen) return;
    this.#isOpen = true;
    const wide = widthsOf(this.#columns, sample).map(
      (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
    );
    const heading = this.#columns.map(({ label }, index) =>
      textCell(letters(index), 1, styles.heading, label),
    );
    await this.#entry.write(
      `${sheetOpening}<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${wide.join('')}</cols><sheetData><row r="1" ht="20" customHeight="1">${heading.join('')}</row>`,
    );
  }
}

/** As wide as the heading and the first rows want, within reason. */
function widthsOf(columns: readonly Column[], sample: readonly Row[]): readonly number[] {
  const places = placesOf(columns);
  return columns.map((column, index) => {
    const place = places[index] ?? 0;
    const lengths = sample.slice(0, 200).map((row) => {
      const value = row[place];
      if (typeof value !== 'string' || column.type === 'money') return 0;
      return column.type === 'enum' ? enumText(column, value).length : value.length;
    });
    // The button of the filter stands in the heading too.
    return Math.min(
      widest,
      Math.max(widths[column.type], column.label.length + 4, ...lengths.map((n) => n + 2)),
    );
  });
}
