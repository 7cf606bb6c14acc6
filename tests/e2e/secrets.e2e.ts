import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, open, pages, picture } from './support/journey.ts';
import { fieldValues, pageText } from './support/page-text.ts';
import { journeyOnSandbox } from './support/sandbox-journey.ts';

const { test, sandbox, accountAt } = journeyOnSandbox(2);

const password = 'correct horse battery planted';
const passphrase = 'planted under a tree by the river';

/** A well-formed session of nobody, as GramJS writes it. */
function inventSession(): string {
  const address = Buffer.from('149.154.167.50');
  const head = Buffer.from([2, 0, address.length]);
  return `1${Buffer.concat([head, address, Buffer.from([1, 187]), randomBytes(256)]).toString('base64')}`;
}

async function openAddDialog(page: Page, tab: string) {
  await open(page, '/accounts');
  await page
    .getByRole('button', { name: /add account/i })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('tab', { name: tab }).click();
  return dialog;
}

test('no screen, file or console line shows a secret that was given to the console', async ({
  signedIn: page,
}) => {
  const texts = new Map<string, string>();
  const lines: string[] = [];
  page.on('console', (message) => lines.push(message.text()));
  const frames: string[] = [];
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => frames.push(String(payload))));
  // The streams of the page that is open already were not heard from their beginning.
  await page.reload();
  /** Takes the picture and everything that could be read off it. */
  async function look(name: string): Promise<void> {
    await picture(page, `secrets-${name}`);
    texts.set(name, await pageText(page));
  }
  const account = accountAt(0);
  await sandbox().setPassword(account.userId, password, 'the usual');

  // By phone, code and password; each wrong first.
  let dialog = await openAddDialog(page, 'Phone');
  await dialog.getByRole('textbox', { name: 'Phone number' }).fill(account.phone);
  await page.keyboard.press('Enter');
  const code = dialog.getByRole('textbox', { name: 'Code' });
  await expect(code).toBeFocused();
  const right = await sandbox().readLoginCode(account.phone);
  const wrong = right === '71717' ? '82828' : '71717';
  await page.keyboard.type(wrong);
  await expect(dialog).toContainText('This code is wrong');
  await look('code');
  await page.keyboard.type(right);
  const secret = dialog.getByRole('textbox', { name: 'Two-step password' });
  await expect(secret).toBeFocused();
  await expect(secret).toHaveAttribute('type', 'password');
  await page.keyboard.type(`${password}, wrong`);
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText('This password is wrong');
  await look('password');
  await secret.fill(password);
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText('The account is in the pool');
  await look('signed-in');
  expect(await fieldValues(page)).not.toContain(password);
  await dialog.getByRole('button', { name: 'Open account' }).click();
  const drawer = page.getByRole('dialog').filter({ hasText: 'About the account' });
  await expect(drawer).toContainText('Active');
  await look('account');

  // By session string; damaged first.
  const session = inventSession();
  const damaged = `${inventSession().slice(0, -9)}!`;
  dialog = await openAddDialog(page, 'Session string');
  const pasted = dialog.getByRole('textbox', { name: 'Session string' });
  await expect(pasted).toHaveAttribute('type', 'password');
  await pasted.fill(damaged);
  await dialog.getByRole('button', { name: 'Add account' }).click();
  await expect(dialog).toContainText('characters that do not belong in it');
  await expect(pasted).toHaveValue('');
  await look('damaged-session');
  await pasted.fill(session);
  await dialog.getByRole('button', { name: 'Add account' }).click();
  await expect(page.getByText(/Account \d+ was added/)).toBeVisible();
  await look('session');
  expect(await fieldValues(page)).not.toContain(session.slice(20, 60));

  // By QR code: it is drawn, and not written anywhere.
  const tokens: string[] = [];
  sandbox().onNotice((notice) => {
    if (notice.kind === 'token-issued') tokens.push(notice.token);
  });
  dialog = await openAddDialog(page, 'QR code');
  await expect(dialog.getByRole('img', { name: /QR code/ })).toBeVisible();
  await look('qr');
  expect(tokens.length).toBeGreaterThan(0);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  // By a file with a good row and a bad one; the list of problems is a file too.
  const [imported, cut] = [inventSession(), inventSession().slice(0, -30)];
  await open(page, '/accounts/import');
  await page.locator('input[type=file]').setInputFiles({
    name: 'accounts.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`Name;Session\r\nGood;${imported}\r\nBad;${cut}\r\n`),
  });
  await expect(page.getByRole('grid').getByText(/its session cannot be read/)).toBeVisible();
  await look('import');
  const problems = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the problems' }).click();
  texts.set('problem list', await readFile(await (await problems).path(), 'utf8'));

  // The export of the sessions.
  await open(page, '/security');
  await page.getByRole('button', { name: 'Export sessions' }).click();
  dialog = page.getByRole('dialog', { name: 'Export sessions' });
  await dialog.getByLabel('Passphrase').fill(passphrase);
  await dialog.getByLabel('The same again').fill(passphrase);
  await look('export');
  const exported = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Encrypt and download' }).click();
  texts.set('export', await readFile(await (await exported).path(), 'utf8'));
  await expect(dialog).toBeHidden();
  expect(await fieldValues(page)).not.toContain(passphrase);

  for (const { name, path } of pages) {
    await open(page, path);
    await look(name);
  }
  texts.set('browser console', lines.join('\n'));
  // The phone number is no secret in the pool, so it shows that the screens were read.
  expect(texts.get('signed-in')).toContain(account.phone);
  expect(texts.get('Accounts')).toContain(account.phone);

  const sessions = [session, damaged, imported, cut].flatMap((each) => [each.slice(0, 60), each.slice(-60)]);
  const written = [password, passphrase, ...sessions, ...tokens];
  // The token of a QR code has to reach the page, which draws it; what was typed must not come back.
  expect(frames.length).toBeGreaterThan(0);
  for (const each of [password, passphrase, ...sessions])
    expect(frames.join('\n').includes(each), 'a secret in a stream').toBe(false);
  for (const [where, text] of texts) {
    for (const each of written) expect(text.includes(each), `a secret in “${where}”`).toBe(false);
    for (const digits of [right, wrong])
      expect(new RegExp(`(?<![\\w.])${digits}(?![\\w.])`).test(text), `a code in “${where}”`).toBe(false);
  }
});
