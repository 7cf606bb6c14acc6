import type { Page } from '@playwright/test';
import { violations } from '../support/accessibility.ts';
import { expect, journeyOn, open, picture } from '../support/journey.ts';
import {
  disputeDrawer,
  fact,
  fillWallet,
  openDispute,
  orderDrawer,
  publishOrder,
} from '../support/order-journey.ts';

const { test } = journeyOn('demo');

test.use({ actionTimeout: 15_000 });
test.describe.configure({ timeout: 180_000 });

let customer = '';

/** A published order of the one customer of this file, whose post is nowhere. */
async function publish(page: Page): Promise<string> {
  if (customer === '') {
    customer = await fillWallet(page);
  }
  return publishOrder(page, customer, '987654');
}

test('an order is disputed, waits in the queue, and an operator divides its price', async ({
  signedIn: page,
}) => {
  const number = await publish(page);
  await openDispute(page, number, 'At the wrong time', 'I looked and saw no post');
  await picture(page, 'disputes-1-order');
  await orderDrawer(page, number).getByRole('link', { name: 'Go to the dispute' }).click();
  const drawer = disputeDrawer(page);
  await expect(drawer.getByText('I looked and saw no post').first()).toBeVisible();
  await picture(page, 'disputes-2-dispute');
  expect(await violations(page)).toEqual([]);
  await drawer.getByRole('textbox', { name: 'Message or note' }).fill('The editor answers on Monday');
  await drawer.getByRole('button', { name: 'Add evidence' }).click();
  await expect(drawer.getByRole('list', { name: 'Evidence' })).toContainText('The editor answers on Monday');
  // The look that the dispute asked for: a decision without it would be refused.
  const looks = drawer.getByRole('list', { name: 'Looks at the post' }).getByRole('listitem');
  await expect(looks).toHaveCount(1, { timeout: 30_000 });
  await drawer.getByRole('button', { name: 'Decide…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Decide dispute/ });
  await dialog.getByRole('textbox', { name: 'Back to the advertiser' }).fill('1.25');
  await expect(dialog.getByRole('status')).toContainText(/1\.25 goes back to/);
  await dialog.getByRole('textbox', { name: 'Why' }).fill('Both were half right');
  await picture(page, 'disputes-3-decide');
  expect(await violations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Decide for good' }).click();
  await expect(dialog).toBeHidden();
  await expect(fact(drawer, 'Back to the advertiser')).toHaveText(/1\.25/);
  await expect(drawer.getByText(/Both were half right Of /).first()).toBeVisible();
  await picture(page, 'disputes-4-decided');
  await drawer.getByRole('link', { name: `Order ${number}` }).click();
  const order = orderDrawer(page, number);
  await expect(fact(order, 'Back to the wallet')).toHaveText(/1\.25/);
  await expect(order.getByText('In escrow', { exact: true })).toBeHidden();
  await open(page, `/marketplace/disputes?q=${number}`);
  await expect(page.getByRole('grid').getByRole('row').nth(1)).toContainText('Divided');
  await picture(page, 'disputes-5-queue');
  expect(await violations(page)).toEqual([]);
});

test('a post that looks never find: a rule gives the price back, and says why', async ({
  signedIn: page,
}) => {
  const number = await publish(page);
  await openDispute(page, number, 'Not published', 'I looked and saw no post');
  const order = orderDrawer(page, number);
  const looks = order.getByRole('list', { name: 'Looks at the post' }).getByRole('listitem');
  // The dispute itself asks for the first look; the second is what the rule needs to decide, after which there is nothing to check.
  await expect(looks).toHaveCount(1, { timeout: 30_000 });
  await order.getByRole('button', { name: 'Check now' }).click();
  await expect(looks).toHaveCount(2, { timeout: 30_000 });
  await picture(page, 'disputes-6-looks');
  await expect(fact(order, 'Back to the wallet')).toBeVisible({ timeout: 30_000 });
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await open(page, `/marketplace/disputes?ofOrder=${number}`);
  const drawer = disputeDrawer(page);
  await expect(drawer.getByText('Refunded by the rule “Never published”')).toBeVisible();
  await expect(drawer.getByRole('list', { name: 'What the rules say' })).toContainText('Matches');
  await picture(page, 'disputes-7-phone');
  expect(await violations(page)).toEqual([]);
});

/** The page as it is at a desk and on a phone, by day and by night. */
async function inEveryLook(page: Page, name: string): Promise<void> {
  for (const [width, height] of [
    [390, 844],
    [1280, 800],
  ] as const)
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await violations(page)).toEqual([]);
      await picture(page, `${name}-${width}-${colorScheme}`);
    }
}

test('rules change their priority after a look at what they would have decided, and an older version is restored', async ({
  signedIn: page,
}) => {
  await open(page, '/settings/disputes');
  const rules = page.getByRole('list', { name: 'Rules in their priority' }).locator('> li');
  await expect(rules).toHaveCount(5);
  const save = page.getByRole('button', { name: 'Save rules' });
  await expect(save).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('button', { name: 'Move “Taken down early” up' }).click();
  await expect(rules.nth(3).getByRole('heading')).toHaveText('Taken down early');
  await page.getByRole('switch', { name: 'Never published: switched on' }).uncheck();
  const threshold = page.getByRole('textbox', { name: 'Up for the whole term: Up for at least' });
  await threshold.fill('101');
  await expect(page.getByRole('alert').getByText(/Some values cannot be used/)).toBeVisible();
  await threshold.fill('95');
  await page.getByRole('button', { name: 'Preview' }).click();
  const preview = page.getByRole('region', { name: 'What these rules would have decided differently' });
  await expect(preview).toContainText(/Of the last \d+ decided disputes/);
  await page.getByRole('textbox', { name: 'Reason' }).fill('We look ourselves 👀');
  await inEveryLook(page, 'dispute-rules-1-preview');
  await save.click();
  await expect(page.getByText('The rules are saved.', { exact: false })).toBeVisible();
  const history = page.getByRole('region', { name: 'History' }).getByRole('row');
  await expect(history.nth(1)).toContainText('We look ourselves 👀');
  await expect(history.nth(1)).toContainText('Never published: switched off');
  await expect(history.nth(1)).toContainText(
    'Up for at least 99 % of its term → Up for at least 95 % of its term',
  );
  // Away from the button, whose tooltip belongs to no landmark.
  await page.getByRole('heading', { level: 1 }).click();
  await inEveryLook(page, 'dispute-rules-2-history');
  await page.getByRole('button', { name: 'Restore version 0' }).click();
  await expect(rules.nth(3).getByRole('heading')).toHaveText('Up for the whole term');
  await expect(page.getByRole('textbox', { name: 'Reason' })).toHaveValue('Back to version 0');
  await page.getByRole('button', { name: 'Preview' }).click();
  await expect(preview).toBeVisible();
  await save.click();
  await expect(history.nth(1)).toContainText('2 (in force)');
  await expect(history).toHaveCount(4);
});
