import type { Locator } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import { expect, journeyOn, open, picture } from '../support/journey.ts';

// The demo's Telegram has usernames to add.
const { test, console: running } = journeyOn('demo');

test.use({ actionTimeout: 15_000 });
test.describe.configure({ timeout: 120_000 });

async function lookUp(dialog: Locator, address: string): Promise<void> {
  await dialog.getByRole('textbox', { name: 'Address' }).fill(address);
  await dialog.getByRole('button', { name: 'Look it up' }).click();
}

test('a channel is added by its @username, and what is no channel is refused with a reason', async ({
  signedIn: page,
}) => {
  await expect.poll(() => running().output(), { timeout: 60_000 }).toContain('To add a channel');
  await open(page, '/marketplace/customers');
  await page.getByRole('button', { name: 'Add customer' }).click();
  const person = page.getByRole('dialog', { name: 'Add customer' });
  await person.getByRole('textbox', { name: 'Name' }).fill('Evelina of the bakery');
  await person.getByRole('combobox', { name: 'Role' }).click();
  await page.getByRole('option', { name: 'Editor', exact: true }).click();
  await person.getByRole('button', { name: 'Add customer' }).click();
  await expect(page.getByText('Evelina of the bakery was added.')).toBeVisible();

  await open(page, '/marketplace/channels');
  await page.getByRole('button', { name: 'Add channel' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Add a channel' });
  await lookUp(dialog, 'https://t.me/+AbCdEfGh');
  await expect(dialog.getByText(/no @username and no t.me link/)).toBeVisible();
  for (const [address, answer] of [
    ['@nobody_at_all', 'There is no @nobody_at_all on Telegram.'],
    ['@just_a_person', 'The username @just_a_person belongs to a person or a bot.'],
    ['t.me/talk_of_the_town', 'The username @talk_of_the_town belongs to a group.'],
    ['@closed_circle', 'The channel @closed_circle cannot be read by anybody who is not in it.'],
  ] as const) {
    await lookUp(dialog, address);
    await expect(dialog.getByText(answer)).toBeVisible();
  }
  await picture(page, 'add-channel-1-refused');

  await lookUp(dialog, '@coffee_breaks');
  await expect(dialog.getByText('☕️ Coffee breaks')).toBeVisible();
  await expect(dialog.getByText('18,400')).toBeVisible();
  await expect(dialog.getByText('Verified by Telegram')).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'add-channel-2-preview');
  await dialog.getByRole('combobox', { name: 'Owner' }).fill('Evelina');
  await page.getByRole('option', { name: /^Evelina/ }).click();
  await dialog.getByRole('combobox', { name: 'Category' }).click();
  await page.getByRole('option', { name: 'Lifestyle' }).click();
  await dialog.getByRole('button', { name: 'Add channel' }).click();
  const drawer = page.getByRole('dialog', { name: '☕️ Coffee breaks' });
  await expect(drawer.getByText('Pending').first()).toBeVisible();
  await drawer.getByRole('button', { name: 'Read again' }).click();
  await expect(page.getByText('Read from Telegram.')).toBeVisible();
  await picture(page, 'add-channel-3-added');
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Add channel' }).first().click();
  await lookUp(dialog, 'T.me/Coffee_Breaks');
  await expect(dialog.getByText(/belongs to channel \d+, “☕️ Coffee breaks”/)).toBeVisible();
});
