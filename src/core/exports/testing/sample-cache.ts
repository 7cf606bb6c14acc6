import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import SqliteDatabase, { type Database } from 'better-sqlite3';
import { exportOptionsSchema, type ExportFormat, type ExportOptions } from '#contract/exports.ts';
import type { Column } from '../column.ts';
import type { ExportEvent, ExportJob, TablePart } from '../export-job.ts';
import { writeExport } from '../write-export.ts';

export const asOf = Date.UTC(2026, 10, 28, 15, 30);

/** Titles as people, and those who wish us ill, give them. */
export const titles = [
  'Реклама и Ко',
  'شركة الإعلانات (دبي) 2024',
  '深圳广告公司 日本のチャンネル 한국 채널',
  'Shop 🚀👨‍👩‍👧🇺🇦❤️',
  '=HYPERLINK("http://x","y")',
  '@SUM(1+1)',
  '\t=1+1',
  'a "quoted", text\r\nin two lines',
  '<script>&amp;</script> \u0000\u0007 \ud800 _x0041_',
  '-12.50',
  'x'.repeat(40_000),
  'ქართული हिन्दी ไทย עברית',
] as const;

export const columns: readonly Column[] = [
  { key: 'id', label: 'No.', type: 'integer' },
  { key: 'title', label: 'Title', type: 'text' },
  { key: 'status', label: 'Status', type: 'enum', labels: { pending: 'Pending' } },
  { key: 'price', label: 'Price', type: 'money' },
  { key: 'at', label: 'Created', type: 'instant' },
  { key: 'day', label: 'Day', type: 'date' },
  { key: 'share', label: 'Share', type: 'ratio' },
  { key: 'length', label: 'Length', type: 'duration' },
];

const select = `select id, title, status, cast(price as text), currency, at, day, share, length from sample order by id`;

/** The sample as a part of an export. */
export const sampleTable: TablePart = {
  kind: 'table',
  title: 'Sample',
  columns,
  source: {
    kind: 'cache',
    rows: { text: select, values: [] },
    count: { text: 'select count(*) from sample', values: [] },
  },
};

/** Numbers that nobody stored: a large table that costs nothing to make. */
export const numbersTable = (rows: number): TablePart => {
  const numbers = `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${rows})`;
  return {
    kind: 'table',
    title: 'Numbers',
    columns: [
      { key: 'i', label: 'Number', type: 'count' },
      { key: 'text', label: 'Text', type: 'text' },
      { key: 'price', label: 'Price', type: 'money' },
      { key: 'at', label: 'At', type: 'instant' },
    ],
    source: {
      kind: 'cache',
      rows: {
        text: `${numbers} select i, 'channel of the number ' || i, cast(i * 10000 as text), 'USD', 1700000000000 + i * 60000 from n`,
        values: [],
      },
      count: { text: `select ${rows}`, values: [] },
    },
  };
};

/** A local copy with a table of hostile titles, in a folder of its own. */
export function createSampleCache(): {
  readonly folder: string;
  readonly file: string;
  readonly database: Database;
} {
  const folder = mkdtempSync(path.join(tmpdir(), 'opsdeck-exports-'));
  const file = path.join(folder, 'cache.sqlite');
  const database = new SqliteDatabase(file);
  database.pragma('journal_mode = wal');
  database.exec(`create table cache_facts (name text primary key, value text);
    insert into cache_facts values ('definition', 'd'), ('workspaceId', 'w'), ('timeZone', 'Europe/Berlin'), ('epoch', 'e'),
      ('cursor', 'c'), ('asOf', '${asOf}');
    create table sample (id integer primary key, title text, status text, price integer, currency text, at integer, day text,
      share real, length integer)`);
  const insert = database.prepare('insert into sample values (?, ?, ?, ?, ?, ?, ?, ?, ?)');
  for (const [index, title] of titles.entries()) {
    const price = index === 0 ? 9_007_199_254_740_993_001n : BigInt(index * 1_234_567 - 5_000_000);
    const currency = index % 2 === 0 ? 'USD' : 'EUR';
    const at = Date.UTC(2026, 5, index + 1, 22, 30, 15);
    insert.run(
      index + 1,
      title,
      index % 3 === 0 ? 'other' : 'pending',
      price,
      currency,
      at,
      '2026-06-30',
      index / 8,
      5_400,
    );
  }
  return { folder, file, database };
}

export const jobFor = (
  file: string,
  cacheFile: string | null,
  format: ExportFormat,
  rest: Partial<ExportJob> & { readonly chosen?: Partial<ExportOptions> } = {},
): ExportJob => ({
  file,
  cacheFile,
  format,
  options: exportOptionsSchema.parse(rest.chosen ?? {}),
  about: {
    title: 'Sample — Образец 样本',
    workspace: 'Market',
    timeZone: 'Europe/Berlin',
    madeAt: asOf + 60_000,
    madeBy: 'Ann',
    facts: [['Status', 'Pending']],
  },
  parts: [sampleTable],
  ...rest,
});

/** Writes the file in this thread. */
export async function write(job: ExportJob): Promise<readonly ExportEvent[]> {
  const events: ExportEvent[] = [];
  await writeExport(job, (event) => events.push(event));
  return events;
}
