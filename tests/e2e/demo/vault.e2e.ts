import { readFile } from 'node:fs/promises';
import { readSealedFile } from '#core/vault/export/sealed-file.ts';
import { expect, journeyOn, open, picture } from '../support/journey.ts';

const { test } = journeyOn('demo');

test.describe.configure({ mode: 'serial' });

const passphrase = 'correct horse battery staple';

test('the key is rotated while the pool is being checked', async ({ signedIn: page }) => {
  const main = page.getByRole('main');
  await open(page, '/accounts');
  await main.getByRole('button', { name: /^Check all \d/ }).click();
  await expect(main.getByText(/Checking 250 accounts/)).toBeVisible();
  await open(page, '/security');
  await expect(main.getByText('A key file', { exact: true })).toBeVisible();
  await expect(main.getByText('The key has never been rotated.')).toBeVisible();
  await main.getByRole('button', { name: 'Rotate the key' }).click();
  const dialog = page.getByRole('dialog', { name: 'Rotate the key?' });
  await expect(dialog.getByText(/stored sessions are encrypted with a new key/)).toBeVisible();
  await picture(page, 'vault-1-rotate');
  await dialog.getByRole('button', { name: 'Rotate the key' }).click();
  await expect(dialog).toBeHidden();
  await expect(main.getByText(/Last rotated now · \d+ sessions encrypted again/)).toBeVisible();
  await picture(page, 'vault-2-rotated');
  await open(page, '/accounts');
  await expect(page.getByText('SESSION_UNREADABLE')).toBeHidden();
});

test('the sessions are exported under a passphrase, and under no weak one', async ({ signedIn: page }) => {
  await open(page, '/security');
  await page.getByRole('button', { name: 'Export sessions' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export sessions' });
  await dialog.getByLabel('Passphrase').fill('hunter2');
  await dialog.getByLabel('The same again').fill('hunter3');
  await dialog.getByRole('button', { name: 'Encrypt and download' }).click();
  await expect(dialog.getByText('At least 16 characters.', { exact: true })).toBeVisible();
  await expect(dialog.getByText('The two are not the same.')).toBeVisible();
  await picture(page, 'vault-3-export');
  await dialog.getByLabel('Passphrase').fill(passphrase);
  await dialog.getByLabel('The same again').fill(passphrase);
  const downloading = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Encrypt and download' }).click();
  const download = await downloading;
  // Opening the file below takes longer than the notice stays.
  await expect(dialog).toBeHidden();
  await expect(page.getByText(/sessions were exported to opsdeck-/)).toBeVisible();
  expect(download.suggestedFilename()).toMatch(/^opsdeck-\d{4}-\d\d-\d\d\.sessions$/);
  const text = await readFile(await download.path(), 'utf8');
  expect(text).not.toContain(passphrase);
  const accounts = await readSealedFile(text, passphrase);
  expect(accounts.length).toBeGreaterThan(200);
  const session = expect.stringMatching(/^1[\w+/=-]{300,}$/) as unknown;
  for (const account of accounts) expect(account).toMatchObject({ session });
});
