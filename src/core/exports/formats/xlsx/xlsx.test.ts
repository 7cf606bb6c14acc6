import path from 'node:path';
import ExcelJS from 'exceljs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { TablePart } from '../../export-job.ts';
import { createSampleCache, jobFor, numbersTable, titles, write } from '../../testing/sample-cache.ts';
import { letters } from './cells.ts';
import { sheetName } from './workbook.ts';

const { folder, file: cache } = createSampleCache();

async function readBack(file: string): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(file);
  return workbook;
}

describe('a workbook, read back by another library', () => {
  let sheet: ExcelJS.Worksheet;
  let about: ExcelJS.Worksheet;
  beforeAll(async () => {
    const file = path.join(folder, 'sample.xlsx');
    await write(jobFor(file, cache, 'xlsx'));
    const workbook = await readBack(file);
    const [first, second] = workbook.worksheets;
    if (first === undefined || second === undefined) throw new Error('a sheet is missing');
    [sheet, about] = [first, second];
  });

  it('has numbers, amounts, dates and shares of their types, with their formats', () => {
    const row = sheet.getRow(3);
    expect(row.getCell(1).value).toBe(2);
    expect(row.getCell(4).value).toBeCloseTo(-3.765433, 6);
    expect(row.getCell(4).numFmt).toContain('[$EUR]');
    // A sheet knows no time zone: what it shows is the workspace's.
    expect(row.getCell(5).value).toEqual(new Date('2026-06-03T00:30:15Z'));
    expect(row.getCell(5).numFmt).toBe('yyyy-mm-dd hh:mm');
    expect(row.getCell(6).value).toEqual(new Date('2026-06-30T00:00:00Z'));
    expect(row.getCell(7).value).toBe(0.125);
    expect(row.getCell(7).numFmt).toBe('0.0%');
    expect(row.getCell(8).numFmt).toBe('[h]:mm:ss');
  });

  it('has an amount that no number holds as text, with every digit', () => {
    expect(sheet.getRow(2).getCell(4).value).toBe('9007199254740.993001 USD');
  });

  it('has a heading that stays in view, a filter, and columns as wide as what is in them', () => {
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    expect(sheet.autoFilter).toBe(`A1:H${titles.length + 1}`);
    expect(sheet.getRow(1).getCell(2).value).toBe('Title');
    expect(sheet.getRow(1).getCell(2).font?.bold).toBe(true);
    expect(sheet.getColumn(5).width).toBe(17);
  });

  it('has totals, one line for each currency', () => {
    const euro = sheet.getRow(titles.length + 3);
    const expected = titles.reduce(
      (sum, _, index) => sum + (index % 2 === 1 ? index * 1_234_567 - 5_000_000 : 0),
      0,
    );
    expect(euro.getCell(1).value).toBe('Total EUR');
    expect(euro.getCell(4).value).toBeCloseTo(expected / 1e6, 6);
    expect(sheet.getRow(titles.length + 4).getCell(1).value).toBe('Total USD');
  });

  it('has no formula, whatever is called like one', () => {
    const cells = [4, 5, 6].map((index) => sheet.getRow(index + 2).getCell(2));
    expect(cells.map(({ value }) => value)).toEqual(titles.slice(4, 7));
    expect(cells.map(({ type }) => type)).toEqual(cells.map(() => ExcelJS.ValueType.String));
    sheet.eachRow((row) => row.eachCell((cell) => expect(cell.formula).toBeFalsy()));
  });

  it('keeps any text, but what XML or a cell cannot hold', () => {
    expect(sheet.getRow(9).getCell(2).value).toBe('a "quoted", text\nin two lines');
    // A spreadsheet reads the last as `_x0041_`, which this library leaves to its caller.
    expect(sheet.getRow(10).getCell(2).value).toBe('<script>&amp;</script>  \ufffd _x005F_x0041_');
    expect(sheet.getRow(12).getCell(2).text).toHaveLength(32_767);
  });

  it('says on a sheet of its own what it holds', () => {
    const facts = new Map<unknown, unknown>();
    about.eachRow((row) => facts.set(row.getCell(1).value, row.getCell(2).value));
    expect(Object.fromEntries([...facts].map(([name, value]) => [String(name), value]))).toMatchObject({
      Title: 'Sample — Образец 样本',
      Workspace: 'Market',
      Status: 'Pending',
      Rows: String(titles.length),
      'True as of': '2026-11-28 16:30 (Europe/Berlin)',
      'Made by': 'Ann',
    });
  });
});

describe('the parts of a workbook', () => {
  it('are sheets whose names a spreadsheet takes, each once', () => {
    expect(sheetName('Orders', [])).toBe('Orders');
    expect(sheetName('orders', ['Orders'])).toBe('orders 2');
    expect(sheetName("'[a]:b*c?d/e\\f'", [])).toBe('a b c d e f');
    expect(sheetName('', [])).toBe('Sheet');
    expect(sheetName('x'.repeat(99), ['x'.repeat(26)]).length).toBeLessThanOrEqual(31);
  });

  it('are columns with letters', () => {
    expect([0, 25, 26, 701, 702].map(letters)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
  });

  it('is written whole when it is large', async () => {
    const file = path.join(folder, 'numbers.xlsx');
    const events = await write(jobFor(file, cache, 'xlsx', { parts: [numbersTable(20_000)] }));
    expect(events.at(-1)).toMatchObject({ kind: 'done', rows: 20_000 });
    const sheet = (await readBack(file)).worksheets[0];
    expect(sheet?.getRow(20_001).getCell(1).value).toBe(20_000);
    expect(sheet?.getRow(20_001).getCell(1).numFmt).toBe('#,##0');
    expect(sheet?.getRow(20_003).getCell(3).value).toBe((10_000 * 20_000 * 20_001) / 2 / 1e6);
  });

  it('has an average as a number that ends with the cent, and adds none up', async () => {
    const file = path.join(folder, 'averages.xlsx');
    const averages: TablePart = {
      kind: 'table',
      title: 'Averages',
      columns: [
        { key: 'day', label: 'Day', type: 'text' },
        { key: 'average', label: 'Average', type: 'money', isAverage: true },
      ],
      source: {
        kind: 'given',
        rows: [
          ['Monday', '123456789012', 'USD'],
          ['Tuesday', '1', 'USD'],
        ],
      },
    };
    await write(jobFor(file, cache, 'xlsx', { parts: [averages] }));
    const sheet = (await readBack(file)).worksheets[0];
    expect(sheet?.getRow(2).getCell(2).value).toBe(123_456.789012);
    expect(sheet?.getRow(2).getCell(2).numFmt).toMatch(/^#,##0\.00 \[\$USD\];/);
    expect(sheet?.rowCount).toBe(3);
  });
});
