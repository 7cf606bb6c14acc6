import { readFileSync } from 'node:fs';
import path from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { columns, createSampleCache, jobFor, sampleTable, titles, write } from '../testing/sample-cache.ts';

const { folder, file: cache, database } = createSampleCache();
let files = 0;

async function written(format: 'csv' | 'json', rest: Parameters<typeof jobFor>[3] = {}): Promise<string> {
  files += 1;
  const file = path.join(folder, `export-${files}`);
  await write(jobFor(file, cache, format, rest));
  return readFileSync(file, 'utf8');
}

const parse = (text: string): string[][] => Papa.parse<string[]>(text.trimEnd(), { delimiter: ',' }).data;

describe('a CSV file', () => {
  it('is read back as it was, by a parser that knows nothing of us', async () => {
    const text = await written('csv');
    expect(text.startsWith('\ufeff')).toBe(true);
    const [heading, ...rows] = parse(text.slice(1));
    expect(heading).toEqual([
      'No.',
      'Title',
      'Status',
      'Price',
      'Price currency',
      'Created',
      'Day',
      'Share',
      'Length (s)',
    ]);
    expect(rows).toHaveLength(titles.length);
    expect(rows[0]).toEqual([
      '1',
      titles[0],
      'other',
      '9007199254740.993001',
      'USD',
      '2026-06-02T00:30:15+02:00',
      '2026-06-30',
      '0',
      '5400',
    ]);
    expect(rows[7]?.[1]).toBe(titles[7]);
    expect(rows[1]?.[3]).toBe('-3.765433');
  });

  it('has no cell that a spreadsheet would run, and leaves negative numbers alone', async () => {
    const rows = parse((await written('csv')).slice(1)).slice(1);
    expect(rows[4]?.[1]).toBe(`'${titles[4]}`);
    expect(rows[5]?.[1]).toBe(`'${titles[5]}`);
    expect(rows[6]?.[1]).toBe(`'${titles[6]}`);
    expect(rows[9]?.[1]).toBe('-12.50');
    const texts = rows.flat().filter((cell) => !/^-?[\d.]+$/.test(cell));
    expect(texts.filter((cell) => /^[\s]*[=+\-@]/.test(cell))).toEqual([]);
  });

  it('says above the rows what it holds, when that is wanted', async () => {
    const text = await written('csv', { chosen: { byteOrderMark: false, header: true } });
    expect(text).toContain('# Title: Sample — Образец 样本\r\n');
    expect(text).toContain('# Status: Pending\r\n');
    expect(text).toContain('# True as of: 2026-11-28 16:30 (Europe/Berlin)\r\n');
    expect(text).toContain(`# Rows: ${titles.length}\r\n`);
  });

  it('neutralises what a column is called, too', async () => {
    const parts = [{ ...sampleTable, columns: columns.map((column) => ({ ...column, label: '=1+1' })) }];
    expect(parse((await written('csv', { parts })).slice(1))[0]?.[0]).toBe("'=1+1");
  });
});

describe('a JSON file', () => {
  it('is one document that says what it holds', async () => {
    const document: unknown = JSON.parse(await written('json'));
    expect(document).toMatchObject({
      about: {
        title: 'Sample — Образец 样本',
        workspace: 'Market',
        timeZone: 'Europe/Berlin',
        asOf: '2026-11-28T15:30:00.000Z',
        madeBy: 'Ann',
        rows: titles.length,
        chosen: { Status: 'Pending' },
      },
      tables: [
        {
          title: 'Sample',
          columns: columns.map(({ key, label, type }) => ({ key, label, type })),
          rows: titles.map((title, index) => ({ id: index + 1, title: title.toWellFormed() })),
        },
      ],
    });
  });

  it('is one object a line, when that is wanted', async () => {
    const lines = (await written('json', { chosen: { lines: true } })).trimEnd().split('\n');
    expect(lines).toHaveLength(titles.length);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      id: 1,
      title: titles[0],
      status: 'other',
      price: { amount: '9007199254740.993001', currency: 'USD' },
      at: '2026-06-01T22:30:15.000Z',
      day: '2026-06-30',
      share: 0,
      length: 5_400,
    });
  });
});

/** A part that was read before. */
const given = (asOf?: number) => {
  const source = { kind: 'given' as const, rows: [], ...(asOf === undefined ? {} : { asOf }) };
  return { kind: 'table' as const, title: 'Given', columns, source };
};

describe('what is written', () => {
  it('is as old as the oldest of it: what was read before counts, what is newer does not', async () => {
    const copyAt = Date.UTC(2026, 10, 28, 15, 30);
    const asOf = async (...parts: ReturnType<typeof given>[]) =>
      z
        .object({ about: z.object({ asOf: z.string() }) })
        .parse(JSON.parse(await written('json', { parts: [sampleTable, ...parts] }))).about.asOf;
    expect(await asOf(given())).toBe(new Date(copyAt).toISOString());
    expect(await asOf(given(copyAt + 1_000))).toBe(new Date(copyAt).toISOString());
    expect(await asOf(given(copyAt + 1_000), given(copyAt - 60_000))).toBe('2026-11-28T15:29:00.000Z');
  });

  it('is one state of the copy, whatever is written to that meanwhile', async () => {
    const file = path.join(folder, 'snapshot');
    let isChanged = false;
    const { writeExport } = await import('../write-export.ts');
    await writeExport(jobFor(file, cache, 'csv'), () => {
      if (isChanged) return;
      isChanged = true;
      database.exec(
        "begin; delete from sample where id = 2; insert into sample (id, title) values (999, 'late'); commit",
      );
    });
    const text = readFileSync(file, 'utf8');
    expect(text).not.toContain('late');
    expect(parse(text.slice(1))).toHaveLength(titles.length + 1);
    expect(database.prepare('select count(*) from sample').pluck().get()).toBe(titles.length);
  });
});
