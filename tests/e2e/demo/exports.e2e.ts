import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import ExcelJS from 'exceljs';
import Papa from 'papaparse';
import { expectAccessible } from '../support/accessibility.ts';
import { expect, journeyOn, open, picture } from '../support/journey.ts';

const { test } = journeyOn('demo');

test.use({ actionTimeout: 15_000 });

/** Exports the pool as a person does; gives the file that the browser saved. */
async function exportPool(page: Page, format: string, choose?: () => Promise<void>) {
  await page.getByRole('button', { name: 'Export…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Export: / });
  await dialog.getByText(format, { exact: true }).click();
  await choose?.();
  const saved = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Export', exact: true }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toMatch(/^Accounts \d{4}-\d\d-\d\d \d\d\.\d\d .+, [\d]+ rows?\.\w+$/);
  return { file: await download.path(), name: download.suggestedFilename() };
}

async function openPool(page: Page): Promise<string> {
  await open(page, '/accounts');
  const count = page.getByText(/^[\d,]+ rows$/);
  await expect(count).toBeVisible();
  return (await count.textContent())?.replace(/\D/g, '') ?? '';
}

test('a grid becomes a CSV file with the columns and the filter as seen', async ({ signedIn: page }) => {
  const all = await openPool(page);
  await open(page, '/accounts?q=12');
  const count = page.getByText(/^[\d,]+ rows$/);
  await expect(count).not.toHaveText(`${all} rows`);
  const rows = (await count.textContent())?.replace(/\D/g, '');
  const dialog = page.getByRole('dialog', { name: /^Export: / });
  await page.getByRole('button', { name: 'Export…' }).click();
  await expect(dialog.getByRole('radio', { name: 'All that match the filter' })).toBeChecked();
  await expectAccessible(page);
  await picture(page, 'export-dialog');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  const { file } = await exportPool(page, 'CSV');
  const [heading = [], ...found] = Papa.parse<string[]>(readFileSync(file, 'utf8').slice(1).trimEnd(), {
    delimiter: ',',
  }).data;
  expect(heading.slice(0, 4)).toEqual(['ID', 'Name', 'Phone', 'Standing']);
  expect(heading).not.toContain('Added');
  expect(String(found.length)).toBe(rows);
  expect(found.filter((row) => !row.join(' ').includes('12'))).toEqual([]);
});

test('a grid becomes a workbook, a document and JSON', async ({ signedIn: page }) => {
  const rows = Number(await openPool(page));
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile((await exportPool(page, 'Excel')).file);
  expect(workbook.worksheets.map(({ name }) => name)).toEqual(['Accounts', 'About']);
  expect(workbook.worksheets[0]?.getRow(rows + 1).getCell(1).value).toEqual(expect.any(Number));

  const document: unknown = JSON.parse(readFileSync((await exportPool(page, 'JSON')).file, 'utf8'));
  expect(document).toMatchObject({ about: { title: 'Accounts', rows } });

  const { file } = await exportPool(page, 'PDF');
  const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
  expect(text).toMatch(/Rows\s+\d+/);
  expect(text).toMatch(/1 \/ \d+/);
  execFileSync('pdftoppm', ['-r', '60', '-png', '-l', '2', file, path.resolve('out/journeys/export-pdf')]);

  await page.getByRole('button', { name: /notification/i }).click();
  const centre = page.getByRole('list', { name: 'Exports' });
  await expect(centre.getByRole('link', { name: 'Save' })).toHaveCount(4);
  await expectAccessible(page);
  await picture(page, 'export-notices');
  await centre.getByRole('button', { name: 'Delete the export “Accounts”' }).first().click();
  await expect(centre.getByRole('link', { name: 'Save' })).toHaveCount(3);
});
