import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import { expect, journeyOn, open, picture } from '../support/journey.ts';

const { test } = journeyOn('demo');

test.describe.configure({ mode: 'serial' });

/** A well-formed session of nobody, as GramJS writes it. */
function inventSession(): string {
  const address = Buffer.from('149.154.167.50');
  const head = Buffer.from([2, 0, address.length]);
  return `1${Buffer.concat([head, address, Buffer.from([1, 187]), randomBytes(256)]).toString('base64')}`;
}

const [one, two, three] = [inventSession(), inventSession(), inventSession()];
const mixed = [
  'Name;Phone;Session String;Labels',
  `Ann;+49 30 901820;${one};desk|shift 2`,
  `=HYPERLINK("x");;${two};`,
  `Twice;;${one};`,
  'Broken;;1nonsense;',
  `Bell\u0007;;${three};`,
].join('\r\n');

async function choose(page: Page, name: string, content: string | Buffer): Promise<void> {
  await open(page, '/accounts/import');
  await page
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) });
}

test('a file of good and bad rows is shown before anything happens', async ({ signedIn: page }) => {
  await open(page, '/accounts');
  await page.getByRole('main').getByRole('link', { name: 'Import' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Import accounts');
  await expectAccessible(page);
  await picture(page, 'import-1-choose');
  await choose(page, 'accounts.csv', mixed);
  const grid = page.getByRole('grid');
  await expect(grid.getByText('Same session as row 2')).toBeVisible();
  await expect(grid.getByText(/its session cannot be read/)).toBeVisible();
  await expect(grid.getByText(/control character \(U\+0007\)/)).toBeVisible();
  await expect(grid.getByText(/looks like a formula/)).toBeVisible();
  await expect(page.getByRole('radio', { name: 'All or nothing' })).toBeDisabled();
  expect(await page.content()).not.toContain(one.slice(0, 24));
  await expectAccessible(page);
  await picture(page, 'import-2-preview');
  await page.getByRole('button', { name: /^Cannot be read/ }).click();
  await expect(page.getByText('2 rows', { exact: true })).toBeVisible();
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the problems' }).click();
  const problems = readFileSync(await (await downloading).path(), 'utf8');
  expect(problems).toContain(`"'=HYPERLINK(""x"")"`);
  expect(problems).not.toContain(one.slice(0, 24));
});

test('a reload comes back to it; the good rows are imported and found by their label', async ({
  signedIn: page,
}) => {
  await choose(page, 'accounts.csv', mixed);
  await expect(page.getByRole('grid')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Import 2 accounts' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Label the accounts' }).fill('journey');
  await page.getByRole('button', { name: 'Import 2 accounts' }).click();
  await expect(page.getByText('Import complete')).toBeVisible();
  await expect(page.getByText('2 accounts added')).toBeVisible();
  await expect(page.getByText('2 rows could not be read')).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'import-3-done');
  await page.getByRole('button', { name: 'Show them' }).click();
  await expect(page.getByText('2 rows', { exact: true })).toBeVisible();
  await expect(page.getByRole('grid').getByText('=HYPERLINK("x")')).toBeVisible();
  await picture(page, 'import-4-shown');
});

test('the same file again is recognised', async ({ signedIn: page }) => {
  await choose(page, 'accounts.csv', mixed);
  await expect(page.getByRole('grid').getByText(/^Is account \d+ already/)).toHaveCount(2);
  await expect(page.getByRole('button', { name: 'Import 0 accounts' })).toBeDisabled();
  await page.getByRole('button', { name: 'Discard the file' }).click();
  await expect(page.getByRole('button', { name: 'Choose a file' })).toBeVisible();
});

test('files that cannot be read say why, and a pasted list is as good as a file', async ({
  signedIn: page,
}) => {
  await choose(
    page,
    'old.csv',
    Buffer.concat([Buffer.from(`session,name\n${three},Zo`), Buffer.from([0xeb])]),
  );
  await expect(page.getByRole('alert')).toContainText('line 2 is not UTF-8');
  await picture(page, 'import-5-encoding');
  await choose(page, 'cut.json', '[{"session": "1abc"');
  await expect(page.getByRole('alert')).toContainText('not JSON');
  await page.getByRole('textbox', { name: 'Or paste the list' }).fill(three);
  await page.getByRole('button', { name: 'Go on with this text' }).click();
  await expect(page.getByRole('radio', { name: 'All or nothing' })).toBeChecked();
});

test('a long import shows how far it is, and is cancelled', async ({ signedIn: page }) => {
  const many = Array.from({ length: 20_000 }, inventSession).join('\n');
  await choose(page, 'many.csv', many);
  await page.getByRole('button', { name: 'Import 20,000 accounts' }).click({ timeout: 60_000 });
  const progress = page.getByRole('progressbar', { name: 'Importing' });
  await expect(progress).toBeVisible();
  await picture(page, 'import-6-progress');
  await page.getByRole('main').getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Import cancelled')).toBeVisible();
  await expect(page.getByText('Nothing was added.')).toBeVisible();
});

for (const [name, use] of [
  ['dark', { colorScheme: 'dark' }],
  ['phone', { viewport: { width: 390, height: 844 } }],
] as const) {
  test.describe(`on a ${name} screen`, () => {
    test.use(use);
    test('the preview is readable', async ({ signedIn: page }) => {
      await choose(page, 'accounts.csv', mixed);
      await expect(page.getByText(/its session cannot be read/)).toBeVisible();
      await expectAccessible(page);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
      await picture(page, `import-7-${name}`);
    });
  });
}
