import { randomBytes } from 'node:crypto';
import { encodeSession } from '../../src/core/telegram/session-string.ts';
import { expect, journeyOn, open, picture } from './support/journey.ts';

const { test, console: running } = journeyOn('host');

test.describe.configure({ mode: 'serial' });

const session = encodeSession({
  dataCentre: 2,
  address: '149.154.167.50',
  port: 443,
  authKey: randomBytes(256),
});

test('nobody gets in without a link, and a link works once', async ({ page, browser }) => {
  await page.goto(running().url);
  await expect(page.getByRole('heading', { name: 'Sign in to this console' })).toBeVisible();
  await picture(page, 'first-run-1-not-signed-in');
  const link = await running().signInLink();
  await page.goto(link);
  await expect(page.getByRole('navigation').first()).toBeVisible();
  const stranger = await (await browser.newContext()).newPage();
  await stranger.goto(link);
  await expect(stranger.getByText('This sign-in link no longer works')).toBeVisible();
  await picture(stranger, 'first-run-2-link-used');
  await stranger.close();
});

test('an empty pool explains itself', async ({ signedIn: page }) => {
  await picture(page, 'first-run-3-overview');
  await open(page, '/accounts');
  await expect(page.getByRole('button', { name: /add account/i }).first()).toBeVisible();
  await picture(page, 'first-run-4-accounts');
});

test('a wrong session is refused with a reason, a good one is added, a second time it is recognised', async ({
  signedIn: page,
}) => {
  await open(page, '/accounts');
  const add = async (text: string) => {
    await page.getByRole('tab', { name: 'Session string' }).click();
    await page
      .getByRole('dialog')
      .getByRole('textbox', { name: /session/i })
      .fill(text);
    await page.getByRole('dialog').getByRole('button', { name: /^add/i }).click();
  };
  await page
    .getByRole('button', { name: /add account/i })
    .first()
    .click();
  await add('this is not a session');
  await expect(page.getByRole('dialog')).toContainText('This is not a session string');
  await picture(page, 'first-run-5-malformed');
  await add(session);
  // What was added is shown.
  await expect(page.getByRole('dialog').filter({ hasText: 'About the account' })).toContainText(
    'Never checked',
  );
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByText('1 row', { exact: true })).toBeVisible();
  await page
    .getByRole('button', { name: /add account/i })
    .first()
    .click();
  await add(session);
  await expect(page.getByRole('dialog')).toContainText('already in the pool');
  // The session is nowhere in the page, nor kept by the browser.
  const kept = await page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
  );
  expect(kept).not.toContain(session);
  expect(await page.content()).not.toContain(session);
});

test('a check without Telegram says what is missing', async ({ signedIn: page }) => {
  await open(page, '/accounts');
  await page.getByRole('main').getByRole('button', { name: 'Check 1 account' }).click();
  await expect(page.getByText('Telegram is not set up yet').first()).toBeVisible();
  await picture(page, 'first-run-6-no-telegram');
});
