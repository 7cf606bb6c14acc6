import { expectAccessible } from './support/accessibility.ts';
import { expect, journeyOn, open, picture } from './support/journey.ts';

const { test } = journeyOn('demo');

test.use({ actionTimeout: 15_000 });
test.describe.configure({ timeout: 180_000 });

const digits = (text: string | null): number => Number((text ?? '').replaceAll(/\D/g, ''));

test('a dashboard: period, comparison, its rows, its address', async ({ signedIn: page, context }) => {
  await open(page, '/analytics/platform?period=lastYear');
  await expect(page.getByRole('link', { name: /^Orders: [1-9]/ })).toBeVisible();
  await picture(page, 'analytics-1-platform');
  await expectAccessible(page);
  await page.getByRole('button', { name: /^Period:/ }).click();
  await page.getByRole('button', { name: 'Last month' }).click();
  await expect(page).toHaveURL(/period=lastMonth/);
  await page.getByRole('combobox', { name: 'Compared with' }).click();
  await page.getByRole('option', { name: 'Year before' }).click();
  await expect(page).toHaveURL(/compare=year_before/);
  const shared = page.url();
  const orders = page.getByRole('link', { name: /^Orders: [1-9]/ });
  await expect(orders).toBeVisible();
  const number = digits(/^Orders: ([\d,]+)/.exec((await orders.getAttribute('aria-label')) ?? '')?.[1] ?? '');
  expect(number).toBeGreaterThan(0);
  await orders.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Orders' })).toBeVisible();
  await expect(page.getByText(`${number.toLocaleString('en-US')} rows`)).toBeVisible();
  await picture(page, 'analytics-2-rows');
  const other = await context.newPage();
  await other.goto(shared);
  await expect(other.getByRole('button', { name: 'Period: Last month' })).toBeVisible();
  await expect(other.getByRole('link', { name: `Orders: ${number.toLocaleString('en-US')}.` })).toBeVisible();
  await other.close();
});
