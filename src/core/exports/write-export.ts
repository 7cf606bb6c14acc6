import SqliteDatabase, { type Database } from 'better-sqlite3';
import { exhaustive } from '#contract/exhaustive.ts';
import { mostPdfRows } from '#contract/exports.ts';
import { registerCacheFunctions } from '../cache/cache-functions.ts';
import { readFacts } from '../cache/cache-writer.ts';
import type { ExportEvent, ExportJob, TablePart } from './export-job.ts';
import type { FormatWriter } from './format-writer.ts';
import { csvWriter } from './formats/csv.ts';
import { jsonWriter } from './formats/json.ts';
import { xlsxWriter } from './formats/xlsx/xlsx.ts';
import { pdfWriter } from './formats/pdf/pdf.ts';
import { OutputFile } from './output-file.ts';
import { countRows, readRows } from './read-rows.ts';

/** Progress is told this often at most, in milliseconds. */
const tellEveryMs = 150;

class TooManyRows extends Error {
  override readonly name = 'TooManyRows';
  readonly code = 'TOO_MANY_ROWS';

  constructor(rows: number) {
    super(`${rows} rows`);
  }
}

/**
 * Writes the file of a job. All of it is read in one transaction, so it is one state of the local copy, whatever is written to that
 * meanwhile. Resolves when the file is complete on the disk.
 *
 * @throws Error of SQLite or of the file system; the file may be there in part.
 */
export async function writeExport(job: ExportJob, tell: (event: ExportEvent) => void): Promise<void> {
  const database = job.cacheFile === null ? null : openCache(job.cacheFile);
  try {
    database?.exec('begin');
    const asOf = oldestOf(job, database);
    const tables = job.parts.filter((part) => part.kind === 'table');
    const total = tables.reduce((sum, { source }) => sum + countRows(database, source), 0);
    if (job.format === 'pdf' && total > mostPdfRows) throw new TooManyRows(total);
    const output = new OutputFile(job.file);
    const writer = writerOf(job, output);
    let rows = 0;
    let toldAt = Date.now();
    tell({ kind: 'progress', rows, total, bytes: 0 });
    const facts = [...job.about.facts, ...keptDays(database, tables)];
    await writer.begin({ ...job.about, facts, asOf, rows: total });
    for (const part of job.parts) {
      if (part.kind === 'chart') {
        await writer.chart?.(part, [...readRows(database, part.source)].flat());
        continue;
      }
      await writer.beginTable(part.title, part.columns);
      for (const batch of readRows(database, part.source)) {
        await writer.rows(batch);
        rows += batch.length;
        if (Date.now() - toldAt < tellEveryMs) continue;
        toldAt = Date.now();
        tell({ kind: 'progress', rows, total, bytes: output.bytes });
      }
      await writer.endTable();
    }
    await writer.end();
    tell({ kind: 'done', rows, bytes: output.bytes, asOf });
  } finally {
    database?.close();
  }
}

/** What was read before the file was begun may be older than what is read for it. */
function oldestOf({ parts }: ExportJob, database: Database | null): number | null {
  const copy = database === null ? undefined : readFacts(database)?.asOf;
  const given = parts.map(({ source }) => (source.kind === 'given' ? source.asOf : undefined));
  const known = [copy, ...given].filter((at) => at !== undefined);
  return known.length === 0 ? null : Math.min(...known);
}

/** What the device keeps less of than there is: who reads the file has to know. */
function keptDays(
  database: Database | null,
  tables: readonly TablePart[],
): readonly (readonly [string, string])[] {
  const names = new Set(tables.flatMap(({ keptTable }) => keptTable ?? []));
  return [...names].flatMap((name) => {
    const days: unknown = database?.prepare('select days from cache_tables where name = ?').pluck().get(name);
    return typeof days === 'number' ? [[`Kept of ${name}`, `the last ${days} days only`] as const] : [];
  });
}

function openCache(file: string): Database {
  const database = new SqliteDatabase(file, { readonly: true, fileMustExist: true });
  database.pragma('cache_size = -16384');
  registerCacheFunctions(database);
  return database;
}

function writerOf({ format, options, about }: ExportJob, output: OutputFile): FormatWriter {
  switch (format) {
    case 'csv':
      return csvWriter(output, about.timeZone, options);
    case 'json':
      return jsonWriter(output, options);
    case 'xlsx':
      return xlsxWriter(output, about.timeZone);
    case 'pdf':
      return pdfWriter(output, about.timeZone);
    default:
      return exhaustive(format);
  }
}
