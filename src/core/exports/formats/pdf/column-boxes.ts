import type { Column } from '../../column.ts';
import { margin } from './layout.ts';
import type { Text } from './text.ts';

/** A column's place on the page, in points. */
export type ColumnBox = { readonly x: number; readonly width: number; readonly isNumber: boolean };

const numbers: ReadonlySet<Column['type']> = new Set(['integer', 'count', 'money', 'ratio', 'duration']);
const widest = 220;
/** Columns of text give way first, down to this. */
const narrowestText = 44;
const sizes = [8, 7, 6, 5];

/**
 * Divides the width of the page among the columns by what the first rows need. Where they do not fit, the type becomes smaller,
 * then text is broken into lines.
 */
export function columnBoxes(
  text: Text,
  columns: readonly Column[],
  sample: readonly (readonly string[])[],
  width: number,
  padding: number,
): { readonly boxes: readonly ColumnBox[]; readonly size: number } {
  let size = 8;
  let wanted: readonly number[] = [];
  for (size of sizes) {
    const style = { size };
    wanted = columns.map(({ label }, index) => {
      const heading = longestWord(text, label, size);
      const cells = sample.map((row) => text.width(row[index] ?? '', style));
      return Math.min(widest, Math.max(heading, ...cells)) + 2 * padding + 1;
    });
    if (total(fitted(wanted, columns, width)) <= width + 0.5) break;
  }
  const widths = fitted(wanted, columns, width);
  // What is left over goes to all of them; what is missing is taken from all, numbers too.
  const factor = width / total(widths);
  let x = margin;
  const boxes = columns.map(({ type }, index) => {
    const box = { x, width: (widths[index] ?? 0) * factor, isNumber: numbers.has(type) };
    x += box.width;
    return box;
  });
  return { boxes, size };
}

function fitted(wanted: readonly number[], columns: readonly Column[], width: number): readonly number[] {
  const excess = total(wanted) - width;
  if (excess <= 0) return wanted;
  const spare = wanted.map((each, index) =>
    columns[index]?.type === 'text' || columns[index]?.type === 'enum'
      ? Math.max(0, each - narrowestText)
      : 0,
  );
  const share = Math.min(1, excess / Math.max(1, total(spare)));
  return wanted.map((each, index) => each - (spare[index] ?? 0) * share);
}

function longestWord(text: Text, label: string, size: number): number {
  return Math.max(...label.split(' ').map((word) => text.width(word, { size, bold: true })));
}

const total = (widths: readonly number[]): number => widths.reduce((sum, each) => sum + each, 0);
