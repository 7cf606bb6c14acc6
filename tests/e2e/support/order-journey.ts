import type { Locator, Page } from '@playwright/test';
import { expect, open } from './journey.ts';

/** The drawer of an order. */
export const orderDrawer = (page: Page, number: string): Locator =>
  page.getByRole('dialog', { name: `Order ${number}`, exact: true });

/** Makes a move as a person does: the button, what it will do, and yes; `link` is the post's. */
export async function move(page: Page, number: string, name: string, link?: string): Promise<void> {
  await orderDrawer(page, number)
    .getByRole('group', { name: 'Moves of the order' })
    .getByRole('button', { name })
    .click();
  const dialog = page.getByRole('dialog', { name: new RegExp(`^${name}: order`) });
  if (link !== undefined) await dialog.getByRole('textbox', { name: 'Link to the post' }).fill(link);
  await dialog.getByRole('button', { name, exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** Gives a customer who buys enough dollars for anything; gives the customer's number. */
export async function fillWallet(page: Page): Promise<string> {
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
  return number;
}

/** An order of the customer in dollars that is published, its post under the link; gives its number. */
export async function publishOrder(page: Page, customer: string, link: string): Promise<string> {
  await open(page, '/marketplace/orders?add=true');
  const dialog = page.getByRole('dialog', { name: 'New order' });
  await dialog.getByRole('combobox', { name: 'Advertiser' }).fill(`#${customer}`);
  await page.getByRole('option', { name: new RegExp(`#${customer}$`) }).click();
  await dialog.getByRole('combobox', { name: 'Listing' }).click();
  await page.getByRole('option', { name: /\$/ }).first().click();
  await dialog.getByRole('textbox', { name: 'Text of the post' }).fill('Fresh bread every morning 🍞');
  await dialog.getByRole('button', { name: 'Create draft' }).click();
  await expect(page).toHaveURL(/[?&]order=\d+/);
  const number = /[?&]order=(\d+)/.exec(page.url())?.[1] ?? '';
  for (const name of ['Submit', 'Confirm']) await move(page, number, name);
  await move(page, number, 'Mark as published', link);
  return number;
}

/** The drawer of a dispute. */
export const disputeDrawer = (page: Page): Locator => page.getByRole('dialog', { name: /^Dispute \d+$/ });

/** What a drawer says under a name. */
export const fact = (drawer: Locator, name: string): Locator =>
  drawer
    .getByRole('term')
    .filter({ hasText: new RegExp(`^${name}$`) })
    .locator('xpath=following-sibling::dd[1]');

/** Opens a dispute about an order whose drawer is open, for the advertiser. */
export async function openDispute(
  page: Page,
  number: string,
  reason: string,
  statement: string,
): Promise<void> {
  const drawer = orderDrawer(page, number);
  await drawer
    .getByRole('group', { name: 'Moves of the order' })
    .getByRole('button', { name: 'Open dispute' })
    .click();
  const dialog = page.getByRole('dialog', { name: /^Open dispute: order/ });
  await dialog.getByRole('combobox', { name: 'Reason' }).click();
  await page.getByRole('option', { name: reason }).click();
  await dialog.getByRole('textbox', { name: 'Statement of the advertiser' }).fill(statement);
  await dialog.getByRole('button', { name: 'Open dispute' }).click();
  await expect(drawer.getByRole('link', { name: 'Go to the dispute' })).toBeVisible();
}

/** A draft of Ada's in Paper 202; gives its number. See `prepareSellers`. */
export async function draftOfAda(page: Page, text: string): Promise<string> {
  await open(page, '/marketplace/orders?add=true');
  const dialog = page.getByRole('dialog', { name: 'New order' });
  await dialog.getByRole('combobox', { name: 'Advertiser' }).click();
  await page.getByRole('option', { name: /^Ada/ }).click();
  await dialog.getByRole('combobox', { name: 'Listing' }).click();
  await page.getByRole('option', { name: /Paper 202/ }).click();
  await dialog.getByRole('textbox', { name: 'Text of the post' }).fill(text);
  await dialog.getByRole('button', { name: 'Create draft' }).click();
  await expect(page).toHaveURL(/[?&]order=\d+/);
  return /[?&]order=(\d+)/.exec(page.url())?.[1] ?? '';
}

/** Adds an account by its session string and checks it, so that it can look at posts. */
export async function addReader(page: Page, session: string): Promise<void> {
  await open(page, '/accounts?add=true');
  const adding = page.getByRole('dialog');
  await adding.getByRole('tab', { name: 'Session string' }).click();
  await adding.getByRole('textbox', { name: 'Session string' }).fill(session);
  await adding.getByRole('button', { name: 'Add account' }).click();
  const account = page.getByRole('dialog').filter({ hasText: 'About the account' });
  await account.getByRole('button', { name: 'Check now' }).click();
  await expect(account.getByText('Active', { exact: true }).first()).toBeVisible();
}
