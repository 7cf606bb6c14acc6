import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import { expect, journeyOn, open, picture, signIn } from '../support/journey.ts';

const { test, console: running } = journeyOn('demo');

test.use({ actionTimeout: 15_000 });

/** The number of an active account, from the grid. */
async function activeAccount(page: Page, nth: number): Promise<string> {
  await open(page, '/accounts?standing=["active"]');
  const row = page.getByRole('grid').getByRole('row').nth(nth);
  await expect(row).toBeVisible();
  const id = await row.getByRole('gridcell').nth(1).textContent();
  return id?.trim() ?? '';
}

/** Removes the last two active accounts, and logs them out. */
async function removeTwo(page: Page): Promise<void> {
  await open(page, '/accounts?standing=["active"]&sort=id.desc');
  const rows = page.getByRole('grid').getByRole('row');
  await expect(rows.nth(2)).toBeVisible();
  for (const nth of [1, 2]) await rows.nth(nth).getByRole('checkbox').check();
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Remove' }).click();
  const confirm = page.getByRole('dialog', { name: /^Remove 2 accounts/ });
  await confirm.getByRole('checkbox', { name: 'Also log out on Telegram' }).check();
  await confirm.getByRole('button', { name: 'Remove and log out 2 accounts' }).click();
  await expect(page.getByText('2 accounts removed')).toBeVisible();
}

// First, so that the minute until the log-outs has passed when the last test looks at them.
test('accounts are removed with a log-out; the page of what was removed says what becomes of them', async ({
  signedIn: page,
}) => {
  await removeTwo(page);
  await open(page, '/accounts/removed');
  const row = page.getByRole('main').getByRole('row').nth(1);
  await expect(row).toContainText('Can come back');
  await expect(row).toContainText('2 waiting');
  await picture(page, 'manage-10-removed');
  await row.getByRole('link').click();
  await expect(page.getByText('Waits for the end of the undo')).toHaveCount(2);
  await expectAccessible(page);
  await picture(page, 'manage-11-removal');
});

test('what was removed is brought back from the page of what was removed', async ({ signedIn: page }) => {
  const id = await activeAccount(page, 4);
  await open(page, `/accounts?account=${id}`);
  const drawer = page.getByRole('dialog').first();
  await drawer.getByRole('button', { name: 'Remove' }).click();
  await page
    .getByRole('dialog', { name: /^Remove 1 account/ })
    .getByRole('button', { name: 'Remove 1 account' })
    .click();
  await expect(page.getByText('1 account removed')).toBeVisible();
  await open(page, '/accounts/removed');
  const row = page.getByRole('main').getByRole('row').nth(1);
  await expect(row).toContainText('Not asked for');
  await row.getByRole('button', { name: 'Bring back 1 account' }).click();
  await expect(page.getByText('1 account is back in the pool.')).toBeVisible();
  await expect(row).toContainText('Taken back');
  await expect(row.getByRole('button')).toHaveCount(0);
  await open(page, `/accounts?account=${id}`);
  await expect(page.getByRole('dialog').getByText('About the account')).toBeVisible();
});

test('all accounts that match a filter get a label and lose another, and the undo takes it back', async ({
  signedIn: page,
}) => {
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Closed/ })
    .click();
  await expect(page.getByText('250 rows')).toBeHidden();
  const grid = page.getByRole('grid');
  await grid.getByRole('checkbox', { name: 'Select all rows' }).check();
  const selection = page.getByRole('region', { name: 'Selection' });
  const dialog = page.getByRole('dialog', { name: /^Labels of \d+ accounts/ });
  const fillIn = async () => {
    await selection.getByRole('button', { name: 'Labels' }).click();
    await dialog.getByRole('combobox', { name: 'Add' }).fill('to replace');
    await page.keyboard.press('Enter');
    // On to the next field, so that the suggestions close.
    await page.keyboard.press('Tab');
    await dialog.getByRole('checkbox').first().check();
  };
  await fillIn();
  await picture(page, 'manage-1-labels');
  await expectAccessible(page);
  const had = await dialog.getByRole('checkbox').count();
  await dialog.getByRole('button', { name: /^Change \d+ accounts/ }).click();
  await expect(page.getByText(/The labels of \d+ accounts were changed/)).toBeVisible();
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(page.getByText(/The labels of \d+ accounts are as they were/)).toBeVisible();
  await fillIn();
  await expect(dialog.getByRole('checkbox', { name: /^to replace/ })).toHaveCount(0);
  await expect(dialog.getByRole('checkbox')).toHaveCount(had);
  await dialog.getByRole('button', { name: /^Change \d+ accounts/ }).click();
  await expect(page.getByText(/The labels of \d+ accounts were changed/)).toBeVisible();
  await page.getByRole('button', { name: 'Label', exact: true }).click();
  await page.getByRole('checkbox', { name: 'to replace' }).check();
  await page.keyboard.press('Escape');
  await expect(page.getByText(/^0 rows$/)).toBeHidden();
  // Labels beyond the first are counted, and named on hover.
  await expect(
    grid
      .getByRole('row')
      .nth(1)
      .getByTitle(/to replace/),
  ).toBeVisible();
});

test('a note saves itself, and two people do not overwrite each other', async ({
  signedIn: page,
  browser,
}) => {
  await open(page, '/accounts?account=7');
  const drawer = page.getByRole('dialog');
  const note = drawer.getByRole('textbox', { name: 'Note' });
  const state = drawer.locator('[data-note-state]');
  await note.fill('Belongs to the editor of the travel channels.');
  await expect(state).toHaveAttribute('data-note-state', 'saved');
  await expect(state).toContainText('Saved by');

  const context = await browser.newContext();
  const other = await context.newPage();
  await signIn(other, running());
  await open(other, '/accounts?account=7');
  const otherNote = other.getByRole('dialog').getByRole('textbox', { name: 'Note' });
  await expect(otherNote).toHaveValue(/travel channels/);

  // The other is in the middle of a sentence when this one is saved: what arrives does not replace it.
  await otherNote.press('Control+a');
  await Promise.all([
    otherNote.pressSequentially('Give it back to sales.', { delay: 300 }),
    note
      .fill('Lent to marketing until Friday.')
      .then(() => expect(state).toHaveAttribute('data-note-state', 'saved')),
  ]);
  const conflict = other.getByRole('alert').filter({ hasText: 'while you were writing' });
  await expect(conflict).toContainText('Lent to marketing until Friday.');
  await picture(other, 'manage-2-note-conflict');
  await expectAccessible(other);
  await other.getByRole('button', { name: 'Keep mine' }).click();
  await expect(other.locator('[data-note-state]')).toHaveAttribute('data-note-state', 'saved');
  await context.close();

  await page.reload();
  await expect(note).toHaveValue('Give it back to sales.');
});

test('labels of one account are changed in its drawer', async ({ signedIn: page }) => {
  await open(page, '/accounts?account=9');
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('combobox', { name: 'Labels' }).fill('vip');
  await page.keyboard.press('Enter');
  await expect(drawer.getByText('vip', { exact: true })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('dialog').getByText('vip', { exact: true })).toBeVisible();
});

test('other sessions are listed and ended, one and all, and the usage log has it', async ({
  signedIn: page,
}) => {
  const drawer = page.getByRole('dialog').first();
  const sessions = drawer.getByRole('list', { name: 'Sessions on Telegram' }).getByRole('listitem');
  const endOthers = drawer.getByRole('button', { name: /^End (all )?\d+ other session/ });
  // Some accounts of the demo are signed in nowhere else.
  for (const nth of [1, 2, 3, 4, 5]) {
    const id = await activeAccount(page, nth);
    await open(page, `/accounts?account=${id}&part=sessions`);
    await drawer.getByRole('button', { name: 'Read from Telegram' }).click();
    await expect(sessions.first()).toContainText('Opsdeck');
    if ((await sessions.count()) > 1) break;
    await page.keyboard.press('Escape');
    await expect(drawer).toBeHidden();
  }
  await expect(endOthers).toBeVisible();
  await picture(page, 'manage-3-sessions');
  await expectAccessible(page);
  await endOthers.click();
  const confirm = page.getByRole('dialog', { name: 'End all other sessions?' });
  await expect(confirm).toContainText('It cannot be undone');
  await picture(page, 'manage-4-end-others');
  await confirm.getByRole('button', { name: /^End (all )?\d+/ }).click();
  await expect(drawer.getByText('The account is signed in nowhere else.')).toBeVisible();
  await expect(sessions).toHaveCount(1);
  await drawer.getByRole('tab', { name: 'Usage' }).click();
  await expect(drawer.getByRole('cell', { name: 'Ended all other sessions' })).toBeVisible();
  await picture(page, 'manage-5-usage');
  await expectAccessible(page);
});

test('channels are counted, and the standing is drawn over time', async ({ signedIn: page }) => {
  const id = await activeAccount(page, 2);
  await open(page, `/accounts?account=${id}`);
  const drawer = page.getByRole('dialog').first();
  await drawer.getByRole('button', { name: 'Count channels' }).click();
  await expect(page.getByText(/The account is in \d+ channels? of \d+/)).toBeVisible();
  await picture(page, 'manage-6-account');
  await drawer.getByRole('tab', { name: 'History' }).click();
  await expect(drawer.getByRole('img', { name: /from .* until now/ })).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'manage-7-history');
  await drawer.getByRole('button', { name: 'Show as table' }).first().click();
  await expect(drawer.getByRole('columnheader', { name: 'Until' })).toBeVisible();
});

test('an account is removed with a log-out, and the undo takes both back', async ({ signedIn: page }) => {
  const id = await activeAccount(page, 3);
  await open(page, `/accounts?account=${id}`);
  const drawer = page.getByRole('dialog').first();
  await drawer.getByRole('button', { name: 'Remove' }).click();
  const confirm = page.getByRole('dialog', { name: /^Remove 1 account/ });
  await confirm.getByRole('checkbox', { name: 'Also log out on Telegram' }).check();
  await expect(confirm).toContainText('That cannot be undone');
  await picture(page, 'manage-8-remove');
  await expectAccessible(page);
  await confirm.getByRole('button', { name: 'Remove and log out 1 account' }).click();
  await expect(page.getByText('1 account removed')).toBeVisible();
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(page.getByText('1 account is back in the pool.')).toBeVisible();
  // It works as before: its session was not logged out.
  await open(page, `/accounts?account=${id}&part=sessions`);
  await page.getByRole('dialog').getByRole('button', { name: 'Read from Telegram' }).click();
  await expect(page.getByRole('dialog').getByRole('listitem').first()).toContainText('Opsdeck');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`on a phone, ${colorScheme}`, () => {
    test.use({ viewport: { width: 390, height: 844 }, colorScheme });
    test('the parts of an account fit', async ({ signedIn: page }) => {
      for (const part of ['account', 'history', 'usage', 'sessions']) {
        await open(page, `/accounts?account=7&part=${part}`);
        await expect(page.getByRole('dialog').getByRole('tab', { selected: true })).toBeVisible();
        await page.waitForLoadState('networkidle');
        await expectAccessible(page);
        await picture(page, `manage-9-phone-${colorScheme}-${part}`);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow).toBe(0);
      }
    });
  });
}

test('the log-outs of what was removed have ended, and each says how', async ({ signedIn: page }) => {
  test.setTimeout(180_000);
  const main = page.getByRole('main');
  await open(page, '/accounts/removed');
  await expect(main.getByRole('table').or(main.getByText('Nothing has been removed')).first()).toBeVisible();
  // A new console, because a test before this one failed.
  if ((await main.getByText(/^2 (waiting|settled)$/).count()) === 0) {
    await removeTwo(page);
    await open(page, '/accounts/removed');
  }
  // They wait a minute for the undo. The page reads it again by itself.
  const row = main.getByRole('row').filter({ hasText: '2 settled' });
  await expect(row).toBeVisible({ timeout: 120_000 });
  await expect(row).toContainText('Final');
  await row.getByRole('link').click();
  await expect(page.getByText('Logged out')).toHaveCount(2);
  await expect(page.getByText('Session destroyed')).toHaveCount(2);
  await picture(page, 'manage-12-logged-out');
});
