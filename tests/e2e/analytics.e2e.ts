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

test('customers, payments and cohorts lead to their rows, and say what these are narrowed to', async ({
  signedIn: page,
  context,
}) => {
  await open(page, '/analytics/platform?period=lastYear');
  const tile = page.getByRole('link', { name: /^New customers: [1-9]/ });
  await expect(tile).toBeVisible();
  const number = digits(
    /^New customers: ([\d,]+)/.exec((await tile.getAttribute('aria-label')) ?? '')?.[1] ?? '',
  );
  const rows = `${number.toLocaleString('en-US')} rows`;
  const other = await context.newPage();
  await other.goto(new URL((await tile.getAttribute('href')) ?? '', page.url()).href);
  await expect(other.getByText(rows)).toBeVisible();
  await other.close();
  await tile.click();
  await expect(page.getByRole('heading', { level: 1, name: 'Customers' })).toBeVisible();
  await expect(page.getByText(rows)).toBeVisible();
  await picture(page, 'analytics-3-customers');
  await expectAccessible(page);
  await page.getByRole('button', { name: /^Remove the filter: Signed up/ }).click();
  await expect(page).not.toHaveURL(/signedUp/);

  await open(page, '/analytics/customers?period=lastYear');
  const cell = page.getByRole('link', { name: /^\d+% \([1-9]\d* of/ }).first();
  await expect(cell).toBeVisible();
  const active = Number(/\((\d+) of/.exec((await cell.getAttribute('aria-label')) ?? '')?.[1]);
  await cell.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Remove the filter: Ordered in/ })).toBeVisible();
  await expect(page.getByText(active === 1 ? '1 row' : `${active} rows`, { exact: true })).toBeVisible();

  await open(page, '/analytics/category?period=lastYear');
  await expect(page.getByRole('columnheader', { name: 'Share', exact: true })).toBeVisible();
  await picture(page, 'analytics-4-categories');
  await expectAccessible(page);
});
