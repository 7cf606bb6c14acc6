import { expect, journeyOn, open, picture } from './support/journey.ts';

const { test, console: running } = journeyOn('newDemo');

test.describe.configure({ mode: 'serial' });

test('the demo checks its pool while one watches, and says so in the terminal', async ({
  signedIn: page,
}) => {
  await open(page, '/accounts');
  await expect(page.getByRole('main').getByText(/Checking 250 accounts/)).toBeVisible();
  const progress = page.getByRole('progressbar').first();
  await expect(progress).toBeVisible();
  await picture(page, 'pool-1-checking');
  await expect(page.getByRole('main').getByText(/Checking 250 accounts/)).toBeHidden({ timeout: 60_000 });
  await expect
    .poll(() => running().output(), { timeout: 30_000 })
    .toContain('Check completed: 250 of 250 accounts');
  await picture(page, 'pool-2-summary');
});

test('the list is sorted, searched and filtered, and the address carries it', async ({ signedIn: page }) => {
  await open(page, '/accounts');
  const grid = page.getByRole('grid');
  await expect(grid.getByRole('row').nth(3)).toBeVisible();
  await grid.getByRole('columnheader', { name: 'Health' }).getByRole('button').first().click();
  await expect(grid.getByRole('columnheader', { name: 'Health' })).toHaveAttribute(
    'aria-sort',
    /ascending|descending/,
  );
  await page.keyboard.press('/');
  await page.keyboard.type('crypto');
  await expect(page.getByText(/\b\d+ rows?\b/).first()).not.toHaveText('250 rows');
  const rows = await page
    .getByText(/\b\d+ rows?\b/)
    .first()
    .textContent();
  await picture(page, 'pool-3-search');
  await page.reload();
  await expect(page.getByText(rows ?? '').first()).toBeVisible();
  await expect(page).toHaveURL(/crypto/);
});

test('an account is opened, checked alone, and its history shown', async ({ signedIn: page }) => {
  await open(page, '/accounts');
  await page.getByRole('grid').getByRole('row').nth(1).click();
  const drawer = page.getByRole('dialog');
  await expect(drawer).toBeVisible();
  await expect(page).toHaveURL(/account=\d+/);
  const checksBefore = await drawer.getByRole('row').count();
  await drawer.getByRole('button', { name: /check now/i }).click();
  await expect.poll(() => drawer.getByRole('row').count()).toBeGreaterThan(checksBefore - 1);
  await picture(page, 'pool-4-account');
  await page.reload();
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('a check of all is cancelled, and its page shows what was left', async ({ signedIn: page }) => {
  await open(page, '/accounts');
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Check all \d/ })
    .click();
  await expect(page.getByRole('main').getByText(/Checking 250 accounts/)).toBeVisible();
  await page.getByRole('main').getByRole('button', { name: 'Cancel' }).first().click();
  await expect(page.getByRole('main').getByText(/Checking 250 accounts/)).toBeHidden();
  await open(page, '/accounts/checks');
  await expect(page.getByText('Cancelled').first()).toBeVisible();
  await picture(page, 'pool-5-cancelled');
});

test('selected accounts are removed, and the undo brings them back', async ({ signedIn: page }) => {
  await open(page, '/accounts');
  const rows = page.getByRole('grid').getByRole('row');
  await rows.nth(1).getByRole('checkbox').check();
  await rows
    .nth(3)
    .getByRole('checkbox')
    .click({ modifiers: ['Shift'] });
  await page
    .getByRole('button', { name: /^Remove/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('3 accounts');
  await picture(page, 'pool-6-remove');
  await dialog.getByRole('button', { name: /^Remove/ }).click();
  await expect(page.getByText('247 rows')).toBeVisible();
  await page.getByRole('button', { name: /^Undo/ }).click();
  await expect(page.getByText('250 rows')).toBeVisible();
});

test('a view is saved, applied and deleted', async ({ signedIn: page }) => {
  await open(page, '/accounts');
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Closed/ })
    .click();
  await expect(page.getByText('250 rows')).toBeHidden();
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('textbox', { name: 'Save what you see now' }).fill('Only banned');
  await page.getByRole('button', { name: /^Save/ }).click();
  await expect(page.getByText('Only banned').first()).toBeVisible();
  await open(page, '/');
  await open(page, '/accounts');
  await expect(page.getByText('250 rows')).toBeVisible();
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByText('Only banned').first().click();
  await expect(page.getByText('250 rows')).toBeHidden();
});
