import type { Page } from '@playwright/test';
import { expectAccessible } from '../support/accessibility.ts';
import { expect, journeyOn, open, picture } from '../support/journey.ts';

const { test } = journeyOn('demo');

test.use({ actionTimeout: 15_000 });
test.describe.configure({ timeout: 240_000 });

const digits = (text: string | null): number => Number((text ?? '').replaceAll(/\D/g, ''));

/** Opens the overview, and waits until its numbers are there. */
async function openOverview(page: Page): Promise<void> {
  await open(page, '/');
  const news = page.getByRole('group', { name: 'Since you last looked' });
  await expect(news.getByText('New orders')).toBeVisible();
  await expect(news.getByRole('img', { name: 'Loading' })).toHaveCount(0);
  await expect(page.getByRole('table', { name: 'Money in and out' })).toBeVisible();
}

/** How a list says how many rows it has. */
const rowsIn = (number: number): string =>
  `${number.toLocaleString('en-US')} ${number === 1 ? 'row' : 'rows'}`;

/** Follows a link that names a number of rows, and finds as many. Orders go on meanwhile: then it looks again. */
async function leadsToItsRows(page: Page, link: string | RegExp, heading: string): Promise<void> {
  await expect(async () => {
    await openOverview(page);
    const found = page.getByRole('main').getByRole('link', { name: link }).first();
    const number = digits(/[\d,]+/.exec((await found.textContent()) ?? '')?.[0] ?? '');
    expect(number).toBeGreaterThan(0);
    await found.click();
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
    await expect(page.getByText(rowsIn(number), { exact: true })).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
}

test('the day begins with what changed, what waits, and the money', async ({ signedIn: page }) => {
  // Somebody who was away for three weeks: in four days of the demo it happens that no payment fails.
  await page.evaluate(() => {
    const before = Date.now() - 21 * 86_400_000;
    localStorage.setItem(
      'opsdeck.last-looks',
      JSON.stringify({ Administrator: { since: before, seenAt: before } }),
    );
  });
  await openOverview(page);
  await expect(page.getByText(/^Since .*Each number leads to its rows/)).toBeVisible();
  await picture(page, 'overview-1');
  await expectAccessible(page);
  await page.screenshot({ path: 'out/journeys/overview-1-whole.png', fullPage: true });
  await leadsToItsRows(page, /^New orders/, 'Orders');
  await picture(page, 'overview-2-new-orders');
  await expectAccessible(page);
  await leadsToItsRows(page, /^Completed/, 'Orders');
  await leadsToItsRows(page, /^Payments failed/, 'Payments');
  await picture(page, 'overview-3-payments');
  await expectAccessible(page);
  await leadsToItsRows(page, /^New standing/, 'Accounts');
  await leadsToItsRows(page, /escalated|waits? for a decision$|wait for a decision/, 'Disputes');
});

test('what waits leads to its rows', async ({ signedIn: page }) => {
  await openOverview(page);
  const kinds = [
    ['disputesEscalated', 'Disputes'],
    ['ordersOverdue', 'Orders'],
    ['ordersToConfirm', 'Orders'],
    ['channelsToDecide', 'Channels'],
    ['withdrawalsPending', 'Payments'],
    ['payoutsPending', 'Payments'],
    ['verifications', 'Verification'],
    ['risky', 'Customers'],
  ] as const;
  let followed = 0;
  for (const [kind, heading] of kinds) {
    const row = page.locator(`[data-attention="${kind}"]`);
    if ((await row.count()) === 0) continue;
    followed += 1;
    await expect(async () => {
      await openOverview(page);
      const number = digits((await row.getByRole('link').locator('span span').first().textContent()) ?? '');
      await row.getByRole('link').click();
      await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
      await expect(page.getByText(rowsIn(number), { exact: true })).toBeVisible({ timeout: 5_000 });
    }).toPass({ timeout: 60_000 });
    await openOverview(page);
  }
  expect(followed).toBeGreaterThan(2);
});

test('what was seen is no news any more; in the dark and on a phone', async ({ signedIn: page }) => {
  await openOverview(page);
  await page.getByRole('button', { name: 'All seen' }).click();
  const news = page.getByRole('group', { name: 'Since you last looked' });
  await expect(news.getByRole('link', { name: /^New orders/ })).toHaveCount(0);
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture(page, 'overview-4-dark');
  await expectAccessible(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await page.screenshot({ path: 'out/journeys/overview-5-phone.png', fullPage: true });
  await expectAccessible(page);
});
