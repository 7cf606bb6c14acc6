import { type Column, type Row } from '../../column.ts';
import type { LocalClock } from '../../local-clock.ts';
import { MoneyTotals } from '../../money-totals.ts';
import { amountText, type CellText, cellTexts } from './cell-text.ts';
import { type ColumnBox, columnBoxes } from './column-boxes.ts';
import { colours, contentBottom, contentWidth, margin } from './layout.ts';
import type { Pages } from './pages.ts';
import type { PdfDocument } from './pdf-page.ts';
import type { Text } from './text.ts';
import { wrapText } from './wrap.ts';

const padding = 4;
const mostLines = 3;
const sampleRows = 300;

/** Draws a table over as many pages as it takes: the heading again on each, no row in two parts, totals at the end. */
export class PdfTable {
  readonly #document: PdfDocument;
  readonly #text: Text;
  readonly #pages: Pages;
  readonly #columns: readonly Column[];
  readonly #cells: readonly CellText[];
  readonly #totals: MoneyTotals;
  #y: number;
  #size = 8;
  #boxes: readonly ColumnBox[] | null = null;
  #drawn = 0;

  constructor(
    parts: { readonly document: PdfDocument; readonly text: Text; readonly pages: Pages },
    y: number,
    columns: readonly Column[],
    clock: LocalClock,
  ) {
    this.#document = parts.document;
    this.#text = parts.text;
    this.#pages = parts.pages;
    this.#y = y;
    this.#columns = columns;
    this.#cells = cellTexts(columns, clock);
    this.#totals = new MoneyTotals(columns);
  }

  rows(rows: readonly Row[]): void {
    this.#totals.add(rows);
    const texts = rows.map((row) => this.#cells.map((cell) => cell(row)));
    const boxes = this.#fit(texts);
    for (const cells of texts) this.#drawRow(boxes, cells, false);
  }

  /** Returns where the next thing goes. */
  end(): number {
    const boxes = this.#fit([]);
    if (this.#drawn === 0) {
      this.#document.fillColor(colours.quiet);
      this.#text.draw('No rows.', margin + padding, this.#y + this.#size + padding, { size: this.#size });
      this.#y += this.#lineHeight + 2 * padding;
      return this.#y;
    }
    for (const { currency, byColumn } of this.#totals.totals()) {
      const cells = this.#columns.map((_, index) => {
        const micros = byColumn.get(index);
        if (micros !== undefined) return amountText(micros, currency);
        return index === 0 ? `Total ${currency}` : '';
      });
      this.#drawRow(boxes, cells, true);
    }
    return this.#y;
  }

  get #lineHeight(): number {
    return this.#size * 1.35;
  }

  #fit(texts: readonly (readonly string[])[]): readonly ColumnBox[] {
    if (this.#boxes !== null) return this.#boxes;
    const { boxes, size } = columnBoxes(
      this.#text,
      this.#columns,
      texts.slice(0, sampleRows),
      contentWidth,
      padding,
    );
    this.#boxes = boxes;
    this.#size = size;
    this.#drawHeading(boxes);
    return boxes;
  }

  #drawHeading(boxes: readonly ColumnBox[]): void {
    const style = { size: this.#size, bold: true };
    const labels = boxes.map(({ width }, index) =>
      wrapText(this.#text, this.#columns[index]?.label ?? '', width - 2 * padding, style, 2),
    );
    const height = Math.max(...labels.map((lines) => lines.length), 1) * this.#lineHeight + 2 * padding;
    this.#document.rect(margin, this.#y, contentWidth, height).fill(colours.head);
    this.#document.fillColor(colours.ink);
    this.#drawCells(boxes, labels, style);
    this.#y += height;
  }

  #drawRow(boxes: readonly ColumnBox[], cells: readonly string[], isTotal: boolean): void {
    const style = { size: this.#size, bold: isTotal };
    const lines = cells.map((cell, index) => {
      const width = (boxes[index]?.width ?? 0) - 2 * padding;
      // An amount in two lines would be two amounts: a total may be wider than what was measured, and stays whole.
      return isTotal ? [cell] : wrapText(this.#text, cell, width, style, mostLines);
    });
    const height = Math.max(...lines.map((each) => each.length), 1) * this.#lineHeight + padding;
    if (this.#y + height > contentBottom) {
      this.#y = this.#pages.add();
      this.#drawHeading(boxes);
    }
    if (isTotal) this.#line(this.#y, colours.quiet);
    else if (this.#drawn % 2 === 1) {
      this.#document.rect(margin, this.#y, contentWidth, height).fill(colours.stripe);
    }
    this.#document.fillColor(colours.ink);
    this.#drawCells(boxes, lines, style);
    this.#y += height;
    this.#drawn += 1;
  }

  #drawCells(
    boxes: readonly ColumnBox[],
    cells: readonly (readonly string[])[],
    style: { readonly size: number; readonly bold: boolean },
  ): void {
    for (const [index, { x, width, isNumber }] of boxes.entries()) {
      let baseline = this.#y + padding / 2 + this.#size;
      for (const line of cells[index] ?? []) {
        if (line !== '') {
          // The word of a total may be wider than the numbers above it: it does not leave the table.
          const right = x + width - padding - this.#text.width(line, style);
          const left = isNumber ? Math.max(margin + padding, right) : x + padding;
          this.#text.draw(line, left, baseline, style);
        }
        baseline += this.#lineHeight;
      }
    }
  }

  #line(y: number, colour: string): void {
    this.#document
      .moveTo(margin, y)
      .lineTo(margin + contentWidth, y)
      .lineWidth(0.5)
      .strokeColor(colour)
      .stroke();
  }
}
