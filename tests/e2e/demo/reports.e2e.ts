import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Download, Page } from '@playwright/test';
import ExcelJS from 'exceljs';
import { expectAccessible } from '../support/accessibility.ts';
import { expect, journeyOn, open, picture } from '../support/journey.ts';

const { test } = journeyOn('demo');

test.use({ actionTimeout: 15_000 });
test.describe.configure({ timeout: 180_000, mode: 'serial' });

/** Saves the newest file of the history. */
async function saveNewest(page: Page, title: string): Promise<Download> {
  const saved = page.waitForEvent('download', { timeout: 60_000 });
  await page
    .getByRole('link', { name: `Save the report ${title}` })
    .first()
    .click({ timeout: 60_000 });
  return saved;
}

async function inEveryLook(page: Page, name: string): Promise<void> {
  for (const [width, height] of [
    [390, 844],
    [1280, 800],
  ] as const)
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      await picture(page, `${name}-${width}-${colorScheme}`);
    }
}

test('a report of the team is put together, run as a document and changed', async ({ signedIn: page }) => {
  await open(page, '/reports');
  await expect(page.getByText('None yet. A report can hold several dashboards')).toBeVisible();
  await picture(page, 'reports-1-empty');
  await page.getByRole('button', { name: 'New report' }).click();
  const dialog = page.getByRole('dialog', { name: 'New report' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Monday 📈 صباح');
  await dialog.getByRole('textbox', { name: 'What it is for' }).fill('What the team looks at first');
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('menuitem', { name: 'A pivot' }).click();
  await dialog.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByRole('menuitem', { name: 'A dashboard' }).click();
  await dialog.getByRole('combobox', { name: 'A dashboard' }).nth(1).click();
  await page.getByRole('option', { name: 'Editors' }).click();
  const save = dialog.getByRole('button', { name: 'Save report' });
  await expect(save).toHaveAttribute('aria-disabled', 'true');
  await dialog.getByRole('button', { name: /^Take Dashboard Editors out/ }).click();
  await dialog.getByRole('button', { name: /^Move Revenue by Category up/ }).click();
  await inEveryLook(page, 'reports-2-editor');
  await save.click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole('heading', { name: 'Monday 📈 صباح' })).toBeVisible();

  await page.getByRole('button', { name: 'Run the report Monday 📈 صباح…' }).click();
  const run = page.getByRole('dialog', { name: 'Run: Monday 📈 صباح' });
  await picture(page, 'reports-3-run');
  await run.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(run).toBeHidden();
  const file = await (await saveNewest(page, 'Monday 📈 صباح')).path();
  const text = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
  for (const part of ['Platform: Revenue', 'Platform: Countries']) expect(text).toContain(part);
  execFileSync('pdftoppm', ['-r', '70', '-png', '-l', '6', file, path.resolve('out/journeys/reports-pdf')]);
  await inEveryLook(page, 'reports-4-history');

  await page.getByRole('button', { name: 'More for Monday 📈 صباح' }).click();
  await page.getByRole('menuitem', { name: 'Change…' }).click();
  const change = page.getByRole('dialog', { name: 'Change: Monday 📈 صباح' });
  await change.getByRole('textbox', { name: 'Name' }).fill('Monday');
  await change.getByRole('button', { name: 'Save report' }).click();
  await expect(page.getByRole('heading', { name: 'Monday', exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'More for Monday' }).click();
  await page.getByRole('menuitem', { name: 'Delete…' }).click();
  await page
    .getByRole('dialog', { name: 'Delete the report Monday?' })
    .getByRole('button', { name: 'Delete…' })
    .click();
  await expect(page.getByText('None yet. A report can hold several dashboards')).toBeVisible();
});

test('a whole dashboard leaves as a workbook and as JSON, with what is set on it', async ({
  signedIn: page,
}) => {
  await open(page, '/analytics/platform?period=lastMonth');
  const orders = page.getByRole('link', { name: /^Orders: [1-9]/ });
  await expect(orders).toBeVisible();
  const shown = Number(
    /^Orders: ([\d,]+)/.exec((await orders.getAttribute('aria-label')) ?? '')?.[1]?.replaceAll(',', ''),
  );
  const exported = async (format: string): Promise<string> => {
    await page.getByRole('button', { name: 'Export…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Export: Platform' });
    await dialog.getByText(format, { exact: true }).click();
    const saved = page.waitForEvent('download', { timeout: 60_000 });
    await dialog.getByRole('button', { name: 'Export', exact: true }).click();
    return (await saved).path();
  };
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.readFile(await exported('Excel'));
  const names = workbook.worksheets.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['Platform', 'Revenue', 'Orders by status', 'About']));
  const heading = workbook.getWorksheet('Platform')?.getRow(1).values;
  const column = Array.isArray(heading) ? heading.indexOf('Orders') : -1;
  expect(workbook.getWorksheet('Platform')?.getRow(2).getCell(column).value).toBe(shown);
  const document: unknown = JSON.parse(readFileSync(await exported('JSON'), 'utf8'));
  expect(document).toMatchObject({ about: { title: 'Platform' } });
  await picture(page, 'reports-5-dashboard');
});
