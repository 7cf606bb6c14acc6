import { aboutLines } from '../../about-lines.ts';
import type { Preface } from '../../format-writer.ts';
import { colours, contentBottom, contentWidth, margin } from './layout.ts';
import type { Pages } from './pages.ts';
import type { PdfDocument } from './pdf-page.ts';
import type { Text } from './text.ts';
import { wrapText } from './wrap.ts';

const title = { size: 28, bold: true } as const;
const name = { size: 10.5 } as const;
const value = { size: 10.5 } as const;
const namesWidth = 130;

/** The first page: what this is, what was chosen, when it was true, and who made it. */
export function drawCover(document: PdfDocument, text: Text, pages: Pages, preface: Preface): void {
  pages.add(true);
  document.rect(margin, 120, 44, 4).fill(colours.accent);
  document.fillColor(colours.ink);
  let y = 160;
  for (const line of wrapText(text, preface.title, contentWidth, title, 4)) {
    text.draw(line, margin, y, title);
    y += 36;
  }
  y += 14;
  for (const [label, words] of aboutLines(preface).slice(1)) {
    const lines = wrapText(text, words, contentWidth - namesWidth, value, 6);
    if (y + lines.length * 16 > contentBottom) y = pages.add() + 20;
    document.fillColor(colours.quiet);
    text.draw(label, margin, y, name);
    document.fillColor(colours.ink);
    for (const line of lines) {
      text.draw(line, margin + namesWidth, y, value);
      y += 16;
    }
    y += 4;
  }
}
