import type { Page } from '@playwright/test';
import { expectAccessible } from './support/accessibility.ts';
import { expect, open, picture } from './support/journey.ts';
import { journeyOnSandbox } from './support/sandbox-journey.ts';

const password = 'correct horse battery';
const { test, sandbox: running, accountAt } = journeyOnSandbox(6);

test.describe.configure({ mode: 'serial' });

async function openDialog(page: Page) {
  await open(page, '/accounts');
  await page
    .getByRole('button', { name: /add account/i })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('tab', { name: 'Phone' })).toBeVisible();
  return dialog;
}

/** As it is written on a business card: with spaces. */
function spaced(phone: string): string {
  return `${phone.slice(0, 4)} ${phone.slice(4, 7)} ${phone.slice(7)}`;
}

test('an account is added by phone, code and password; wrong ones are told and stay to be corrected', async ({
  signedIn: page,
}) => {
  const account = accountAt(0);
  await running().setPassword(account.userId, password, 'the usual');
  const dialog = await openDialog(page);
  const phone = dialog.getByRole('textbox', { name: 'Phone number' });
  await expect(phone).toBeFocused();
  await picture(page, 'add-1-phone');
  await expectAccessible(page);

  await phone.fill('12');
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText('This is not a phone number');
  await phone.fill(spaced(account.phone));
  await page.keyboard.press('Enter');

  const code = dialog.getByRole('textbox', { name: 'Code' });
  await expect(code).toBeFocused();
  await expect(dialog).toContainText('to the app');
  await expect(dialog).toContainText(/another way in \d+ s/);
  await picture(page, 'add-2-code');
  await expectAccessible(page);
  const right = await running().readLoginCode(account.phone);
  const wrong = right === '00000' ? '11111' : '00000';
  await page.keyboard.type(`${wrong.slice(0, 2)}-${wrong.slice(2)}`);
  await expect(dialog).toContainText('This code is wrong');
  await expect(code).toHaveValue(wrong);
  await expect(code).toBeFocused();
  await picture(page, 'add-3-wrong-code');
  await expectAccessible(page);
  await page.keyboard.type(right);

  const secret = dialog.getByRole('textbox', { name: 'Two-step password' });
  await expect(secret).toBeFocused();
  await expect(dialog).toContainText('Hint: the usual');
  await page.keyboard.type('something else');
  await page.keyboard.press('Enter');
  await expect(dialog).toContainText('This password is wrong');
  await picture(page, 'add-4-password');
  await expectAccessible(page);
  await secret.fill(password);
  await page.keyboard.press('Enter');

  await expect(dialog).toContainText('The account is in the pool');
  await expect(dialog).toContainText(account.phone);
  await picture(page, 'add-5-done');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Open account' }).click();
  await expect(page.getByRole('dialog').filter({ hasText: 'About the account' })).toContainText('Active');
  const kept = await page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
  );
  for (const text of [password, right, account.phone]) expect(kept).not.toContain(text);
});

test('three wrong codes use a code up, and a new one is sent', async ({ signedIn: page }) => {
  const { phone } = accountAt(1);
  const dialog = await openDialog(page);
  await dialog.getByRole('textbox', { name: 'Phone number' }).fill(phone);
  await dialog.getByRole('button', { name: 'Send code' }).click();
  const code = dialog.getByRole('textbox', { name: 'Code' });
  await expect(code).toBeFocused();
  const right = await running().readLoginCode(phone);
  const wrong = ['11111', '22222', '33333', '44444'].filter((each) => each !== right);
  for (const each of wrong.slice(0, 3)) {
    await code.fill(each);
    await expect(dialog).toContainText('This code is wrong');
    await expect(code).toBeEditable();
  }
  await code.fill(right);
  await expect(dialog).toContainText('This code no longer works');
  await dialog.getByRole('button', { name: /Send it another way|Send a new code/ }).click();
  await expect(dialog).toContainText('A new code is on its way');
  await code.fill(await running().readLoginCode(phone));
  await expect(dialog).toContainText('The account is in the pool');
  await dialog.getByRole('button', { name: 'Add another' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Phone number' })).toHaveValue('');

  // The same account once more: it is recognised, and can be opened.
  await dialog.getByRole('textbox', { name: 'Phone number' }).fill(phone);
  await dialog.getByRole('button', { name: 'Send code' }).click();
  await expect(code).toBeFocused();
  await code.fill(await running().readLoginCode(phone));
  await expect(dialog).toContainText('already in the pool');
  await picture(page, 'add-6-already-there');
  await dialog.getByRole('button', { name: /^Open account \d/ }).click();
  await expect(page.getByRole('dialog').filter({ hasText: 'About the account' })).toBeVisible();
});

test('the same account with another session is marked as soon as it is checked', async ({
  signedIn: page,
}) => {
  const { session } = accountAt(1);
  const dialog = await openDialog(page);
  await dialog.getByRole('tab', { name: 'Session string' }).click();
  await dialog.getByRole('textbox', { name: 'Session string' }).fill(session);
  await dialog.getByRole('button', { name: 'Add account' }).click();
  const drawer = page.getByRole('dialog').filter({ hasText: 'About the account' });
  await expect(drawer).toContainText('Never checked');
  await expect(drawer).not.toContainText('the same account on Telegram');
  await drawer.getByRole('button', { name: 'Check now' }).click();
  await expect(drawer).toContainText('the same account on Telegram, with another session');
  await picture(page, 'add-10-same-account');
  await expectAccessible(page);
  await drawer.getByRole('link', { name: /^Open account \d/ }).click();
  await expect(drawer).toContainText('the same account on Telegram, with another session');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('grid').getByRole('img', { name: /^The same account as \d/ })).toHaveCount(2);
  await picture(page, 'add-11-same-account-list');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });
    test('an account is added by a QR code', async ({ signedIn: page }) => {
      const account = accountAt(colorScheme === 'light' ? 2 : 3);
      await running().setPassword(account.userId, password, 'the usual');
      const urls: string[] = [];
      running().onNotice((notice) => {
        if (notice.kind === 'token-issued') urls.push(notice.token);
      });
      const dialog = await openDialog(page);
      await dialog.getByRole('tab', { name: 'QR code' }).click();
      await expect(dialog.getByRole('img', { name: /QR code/ })).toBeVisible();
      await expect(dialog).toContainText('Link Desktop Device');
      await expect(dialog).toContainText(/fresh code comes by itself in \d+ s/);
      await picture(page, `add-7-qr-${colorScheme}`);
      await expectAccessible(page);
      await running().confirmLoginToken(urls.at(-1) ?? '', account.userId);
      await dialog.getByRole('textbox', { name: 'Two-step password' }).fill(password);
      await dialog.getByRole('button', { name: 'Sign in' }).click();
      await expect(dialog).toContainText('The account is in the pool');
      await expect(dialog).toContainText(account.phone);
      await picture(page, `add-8-qr-done-${colorScheme}`);
      await expectAccessible(page);
    });
  });
}

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 } });
  test('the dialog fits, and closing it takes the code back', async ({ signedIn: page }) => {
    const dialog = await openDialog(page);
    await picture(page, 'add-9-phone-narrow');
    await dialog.getByRole('tab', { name: 'QR code' }).click();
    await expect(dialog.getByRole('img', { name: /QR code/ })).toBeVisible();
    await picture(page, 'add-9-qr-narrow');
    await expectAccessible(page);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBe(0);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await running().untilOpenSockets(0);
  });
});
