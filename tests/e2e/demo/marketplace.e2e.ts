import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import { expect, journeyOn, open, picture, signIn } from '../support/journey.ts';

const { test, console: running } = journeyOn('demo');

test.use({ actionTimeout: 15_000 });
test.describe.configure({ timeout: 180_000 });

const drawerOf = (page: Page, number: string): Locator =>
  page.getByRole('dialog', { name: `Order ${number}`, exact: true });

const statusOf = (drawer: Locator, status: string): Locator =>
  drawer.locator('header, [role=presentation]').getByText(status, { exact: true }).first();

/** Makes a move as a person does: the button, what it will do, why, and yes. */
async function move(page: Page, drawer: Locator, name: string, reason?: string): Promise<void> {
  await drawer.getByRole('group', { name: 'Moves of the order' }).getByRole('button', { name }).click();
  const dialog = page.getByRole('dialog', { name: new RegExp(`^${name}: order`) });
  if (reason !== undefined) await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason);
  await dialog.getByRole('button', { name, exact: true }).click();
}

let customer = '';

/** A customer with enough money for anything: the first who buys, after a deposit. The same for the whole file. */
async function richCustomer(page: Page): Promise<string> {
  if (customer !== '') return customer;
  await open(page, '/marketplace/customers?role=["advertiser"]&state=["active"]');
  const row = page.getByRole('grid').getByRole('row').nth(1);
  await expect(row).toBeVisible();
  const number = (await row.getByRole('gridcell').first().textContent())?.trim() ?? '';
  await row.click();
  const profile = page.getByRole('dialog');
  await profile.getByRole('textbox', { name: 'Amount' }).fill('50000.5');
  await profile.getByRole('combobox', { name: 'Currency' }).click();
  await page.getByRole('option', { name: 'USD' }).click();
  await profile.getByRole('button', { name: 'Begin payment' }).click();
  await profile.getByRole('button', { name: 'It succeeded' }).first().click();
  await expect(page.getByText('The payment has ended.')).toBeVisible();
  customer = number;
  return number;
}

/** A draft of the customer for a listing in dollars; gives the order's number. */
async function createDraft(page: Page): Promise<string> {
  const buyer = await richCustomer(page);
  await open(page, '/marketplace/orders?add=true');
  const dialog = page.getByRole('dialog', { name: 'New order' });
  await dialog.getByRole('combobox', { name: 'Advertiser' }).fill(`#${buyer}`);
  await page.getByRole('option', { name: new RegExp(`#${buyer}$`) }).click();
  await dialog.getByRole('combobox', { name: 'Listing' }).click();
  await page.getByRole('option', { name: /\$/ }).first().click();
  await dialog.getByRole('textbox', { name: 'Text of the post' }).fill('Fresh bread every morning 🍞');
  await dialog.getByRole('button', { name: 'Create draft' }).click();
  await expect(page).toHaveURL(/[?&]order=\d+/);
  return /[?&]order=(\d+)/.exec(page.url())?.[1] ?? '';
}

test('an order goes from draft to completed', async ({ signedIn: page }) => {
  await open(page, '/marketplace/orders');
  await picture(page, 'marketplace-1-orders');
  await expectAccessible(page);
  await richCustomer(page);
  await picture(page, 'marketplace-2-customer');
  await expectAccessible(page);
  const number = await createDraft(page);
  const drawer = drawerOf(page, number);
  await expect(statusOf(drawer, 'Draft')).toBeVisible();
  await picture(page, 'marketplace-3-draft');
  await expectAccessible(page);
  const post = drawer.getByRole('textbox', { name: 'Text of the post' });
  await post.fill('Fresh bread every morning, from six 🍞');
  await drawer.getByRole('button', { name: 'Save text' }).click();
  await expect(drawer.getByRole('button', { name: 'Save text' })).toBeHidden();
  for (const [name, status] of [
    ['Submit', 'Pending'],
    ['Confirm', 'Confirmed'],
    ['Mark as published', 'Published'],
    ['Complete', 'Completed'],
  ] as const) {
    await move(page, drawer, name);
    await expect(statusOf(drawer, status)).toBeVisible();
  }
  await expect(drawer.getByText('To the editor')).toBeVisible();
  await expect(drawer.getByText('To the platform')).toBeVisible();
  // A final status has no way out; each button says so.
  await expect(drawer.getByRole('button', { name: 'Cancel order' })).toHaveAttribute('aria-disabled', 'true');
  await picture(page, 'marketplace-4-completed');
  await drawer.getByRole('tab', { name: 'Timeline' }).click();
  await expect(drawer.getByRole('list', { name: 'Timeline' }).getByRole('listitem')).toHaveCount(6);
  await picture(page, 'marketplace-5-timeline');
  await expectAccessible(page);
});

test('an order is rejected, another is cancelled with a refund, and the statement tells both', async ({
  signedIn: page,
}) => {
  const rejected = await createDraft(page);
  await move(page, drawerOf(page, rejected), 'Submit');
  await expect(statusOf(drawerOf(page, rejected), 'Pending')).toBeVisible();
  await move(page, drawerOf(page, rejected), 'Reject', 'The channel takes no bread');
  await expect(statusOf(drawerOf(page, rejected), 'Rejected')).toBeVisible();
  const cancelled = await createDraft(page);
  const drawer = drawerOf(page, cancelled);
  for (const [name, status] of [
    ['Submit', 'Pending'],
    ['Confirm', 'Confirmed'],
  ] as const) {
    await move(page, drawer, name);
    await expect(statusOf(drawer, status)).toBeVisible();
  }
  await expect(drawer.getByText('In escrow')).toBeVisible();
  await move(page, drawer, 'Cancel order', 'Ran out of bread');
  await expect(statusOf(drawer, 'Cancelled')).toBeVisible();
  await expect(drawer.getByText('Back to the wallet')).toBeVisible();
  await open(page, `/marketplace/customers?customer=${customer}&part=statement`);
  const statement = page.getByRole('dialog').getByRole('table');
  // Out of escrow, and into the wallet.
  for (const number of [rejected, cancelled])
    await expect(statement.getByRole('cell', { name: `Refund #${number}` })).toHaveCount(2);
  await picture(page, 'marketplace-6-statement');
  await expectAccessible(page);
});

test('two operators race for one order: the loser learns who was faster and what they did', async ({
  signedIn: page,
  browser,
}) => {
  const number = await createDraft(page);
  const drawer = drawerOf(page, number);
  await move(page, drawer, 'Submit');
  await expect(statusOf(drawer, 'Pending')).toBeVisible();
  const context = await browser.newContext();
  const other = await context.newPage();
  await signIn(other, running());
  await open(other, `/marketplace/orders?order=${number}`);
  const theirs = drawerOf(other, number);
  // Both have the dialog open before either says yes.
  await theirs.getByRole('button', { name: 'Reject' }).click();
  const dialog = other.getByRole('dialog', { name: /^Reject: order/ });
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Not today');
  await move(page, drawer, 'Confirm');
  await expect(statusOf(drawer, 'Confirmed')).toBeVisible();
  await dialog.getByRole('button', { name: 'Reject', exact: true }).click();
  const alert = dialog.getByRole('alert');
  await expect(alert).toContainText(/was changed by .+ \d+ s ago: pending became confirmed/);
  await picture(other, 'marketplace-7-race');
  await expectAccessible(other);
  await dialog.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(statusOf(theirs, 'Confirmed')).toBeVisible();
  await context.close();
});

test('many orders are moved at once, after a look at what each will do', async ({ signedIn: page }) => {
  const drafts = [await createDraft(page), await createDraft(page)];
  await open(page, '/marketplace/orders');
  const grid = page.getByRole('grid');
  // The list has both before anything is chosen in it.
  await expect(grid.getByRole('row').nth(1)).toContainText(drafts[1] ?? '');
  for (const number of drafts) await grid.getByRole('checkbox', { name: `Order ${number}` }).check();
  await page.getByRole('region', { name: 'Selection' }).getByRole('button', { name: 'Move…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Move 2 orders' });
  const refused: string[] = [];
  page.on('response', (response) => {
    if (response.status() >= 400) refused.push(response.url());
  });
  await dialog.getByRole('combobox', { name: 'Move' }).click();
  await page.getByRole('option', { name: 'Submit' }).click();
  await expect(dialog.getByText('becomes “Pending”')).toHaveCount(2);
  await picture(page, 'marketplace-8-bulk');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Submit: 2 orders' }).click();
  await expect(dialog.getByText('2 of 2 were moved.')).toBeVisible();
  // While it goes, as it does for most people, it is still about the same orders.
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  expect(refused).toEqual([]);
  await page.getByText('Board', { exact: true }).click();
  const pending = page.getByRole('region', { name: 'Pending' });
  for (const number of drafts) await expect(pending.getByText(`#${number}`)).toBeVisible();
  await picture(page, 'marketplace-9-board');
  await expectAccessible(page);
});

test('on a phone, in the dark, orders are cards', async ({ signedIn: page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await open(page, '/marketplace/customers');
  await open(page, '/marketplace/orders?view=board');
  await expect(page.getByRole('region', { name: 'Draft' })).toBeVisible();
  await picture(page, 'marketplace-10-phone-board');
  await open(page, '/marketplace/orders');
  await expect(page.getByRole('grid').getByRole('row').nth(2)).toBeVisible();
  await picture(page, 'marketplace-11-phone-orders');
  await page.getByRole('grid').getByRole('row').nth(2).click();
  await expect(page.getByRole('dialog').getByText('What can be done')).toBeVisible();
  await picture(page, 'marketplace-12-phone-order');
  await expectAccessible(page);
});
