import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { PassThrough } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import SqliteDatabase from 'better-sqlite3';
import ExcelJS from 'exceljs';
import Papa from 'papaparse';
import Document from 'pdfkit';
import { ZipFile } from 'yazl';
import type { ReadStatement } from '#core/cache/reader-messages.ts';
import { readFont } from '#core/exports/formats/pdf/font-files.ts';

// The barest loops that write the cells of a statement: no types, no formats, no time zone, nothing neutralised.

type Write = (file: string, cache: string, statement: ReadStatement) => Promise<void>;

function* rowsOf(cache: string, { text, values }: ReadStatement): Generator<unknown[]> {
  const database = new SqliteDatabase(cache, { readonly: true });
  for (const row of database.prepare(text).raw().iterate(values)) if (Array.isArray(row)) yield row;
  database.close();
}

/** Papaparse, which we read CSV with, five hundred rows at a time. */
export const bareCsv: Write = async (file, cache, statement) => {
  const output = createWriteStream(file);
  let batch: unknown[][] = [];
  for (const row of rowsOf(cache, statement)) {
    batch.push(row);
    if (batch.length < 500) continue;
    if (!output.write(`${Papa.unparse(batch)}\r\n`)) await once(output, 'drain');
    batch = [];
  }
  output.end(Papa.unparse(batch));
  await finished(output);
};

/** yazl, with nothing but a sheet in it. */
export const bareXlsx: Write = async (file, cache, statement) => {
  const zip = new ZipFile();
  const sheet = new PassThrough({ highWaterMark: 512 * 1024 });
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml', { compressionLevel: 3 });
  const written = pipeline(zip.outputStream, createWriteStream(file));
  zip.end();
  let text = '<worksheet><sheetData>';
  for (const row of rowsOf(cache, statement)) {
    text += '<row>';
    for (const value of row) text += `<c t="inlineStr"><is><t>${String(value)}</t></is></c>`;
    text += '</row>';
    if (text.length < 100_000) continue;
    if (!sheet.write(text)) await once(sheet, 'drain');
    text = '';
  }
  sheet.end(`${text}</sheetData></worksheet>`);
  await written;
};

/** ExcelJS's streaming writer: what there was to choose instead. */
export const bareExcelJs: Write = async (file, cache, statement) => {
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: file, useStyles: false });
  const sheet = workbook.addWorksheet('Orders');
  let rows = 0;
  for (const row of rowsOf(cache, statement)) {
    sheet.addRow(row).commit();
    rows += 1;
    // It knows no back pressure; at least what it wrote may leave.
    if (rows % 1000 === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  sheet.commit();
  await workbook.commit();
};

/** pdfkit's own text, in the same font, each cell at a place of its own. */
export const barePdf: Write = async (file, cache, statement) => {
  const document = new Document({ size: 'A4', layout: 'landscape', margin: 0 });
  const written = pipeline(document, createWriteStream(file));
  document.font(readFont('sans')).fontSize(8);
  let y = 60;
  for (const row of rowsOf(cache, statement)) {
    if (y > 540) {
      document.addPage();
      y = 60;
      await new Promise((resolve) => setImmediate(resolve));
    }
    for (const [index, value] of row.entries())
      document.text(String(value), 40 + index * 75, y, { lineBreak: false });
    y += 15;
  }
  document.end();
  await written;
};
