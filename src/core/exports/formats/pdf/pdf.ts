import { setImmediate } from 'node:timers/promises';
import Document from 'pdfkit';
import type { FormatWriter } from '../../format-writer.ts';
import { localClock } from '../../local-clock.ts';
import type { OutputFile } from '../../output-file.ts';
import { chartHeight, drawChart } from './chart.ts';
import { chartsByCurrency } from './charts-by-currency.ts';
import { drawCover } from './cover.ts';
import { colours, contentBottom, contentTop, margin, page } from './layout.ts';
import { Pages } from './pages.ts';
import { PdfTable } from './table.ts';
import { Text } from './text.ts';

const titleStyle = { size: 13, bold: true } as const;
const titleHeight = 26;
/** Less of a table than this is not begun at the foot of a page. */
const leastOfTable = 70;

/**
 * A document to print: a cover, charts as vectors, tables over as many pages as they take, in any script. Written page by page:
 * what is drawn is not kept.
 */
export function pdfWriter(output: OutputFile, timeZone: string): FormatWriter {
  const clock = localClock(timeZone);
  const document = new Document({ size: [page.width, page.height], margin: 0, autoFirstPage: false });
  const ended = Promise.withResolvers<void>();
  // Whoever ends the document meets it; until then drawing goes on.
  ended.promise.catch(() => undefined);
  document.on('data', (chunk: Buffer) => {
    try {
      output.write(chunk);
    } catch (error) {
      failure ??= error instanceof Error ? error : new Error(String(error));
    }
  });
  document.once('end', () => ended.resolve());
  let failure: Error | null = null;
  const text = new Text(document);
  let pages: Pages | null = null;
  let table: PdfTable | null = null;
  /** Where the next thing goes on the page; null: on the next page. */
  let y: number | null = null;

  /** Lets what was drawn go to the disk. */
  async function settle(): Promise<void> {
    await setImmediate();
    if (failure !== null) throw failure;
  }

  function begun(): Pages {
    if (pages === null) throw new Error('the document was not begun');
    return pages;
  }

  function room(height: number): number {
    if (y === null || y + height > contentBottom) y = begun().add();
    return y;
  }

  function drawTitle(title: string, top: number): number {
    document.fillColor(colours.ink);
    text.draw(title, margin, top + 14, titleStyle);
    return top + titleHeight;
  }

  return {
    async begin(preface) {
      document.info.Title = preface.title;
      document.info.Author = preface.madeBy;
      document.info.CreationDate = new Date(preface.madeAt);
      const asOf = preface.asOf ?? preface.madeAt;
      const right = `${preface.workspace} · ${clock.minute(asOf)} (${timeZone})`;
      pages = new Pages(document, text, { left: preface.title.slice(0, 90).toWellFormed(), right });
      drawCover(document, text, pages, preface);
      await settle();
    },
    async beginTable(title, columns) {
      const top = drawTitle(title, room(leastOfTable));
      table = new PdfTable({ document, text, pages: begun() }, top, columns, clock);
    },
    async rows(rows) {
      table?.rows(rows);
      await settle();
    },
    async endTable() {
      y = (table?.end() ?? contentTop) + 24;
      table = null;
      await settle();
    },
    async chart(part, allRows) {
      for (const { chart, rows } of chartsByCurrency(part, allRows)) {
        const top = drawTitle(chart.title, room(titleHeight + chartHeight));
        y = drawChart(document, text, { chart, rows, top }) + 18;
      }
      await settle();
    },
    async end() {
      begun().end();
      document.end();
      await ended.promise;
      if (failure !== null) throw failure;
      output.close();
    },
  };
}
