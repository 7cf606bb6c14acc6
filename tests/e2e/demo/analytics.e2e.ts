import { expectAccessible } from '../support/accessibility.ts';
import { expect, journeyOn, open, picture } from '../support/journey.ts';

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

test('what happened: a note in the list, in a chart and its table, and away again', async ({
  signedIn: page,
}) => {
  await open(page, '/analytics/platform?period=days90');
  const events = page.getByRole('button', { name: /^Events in this period \(\d+\)$/ });
  await expect(events).toBeVisible();
  const before = digits(await events.textContent());
  const text = 'Everything was half the price';

  await test.step('is written', async () => {
    await page.getByRole('button', { name: 'Add a note…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a note' });
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog.getByRole('textbox', { name: 'What happened?' })).toBeFocused();
    await dialog.getByRole('textbox', { name: 'What happened?' }).fill(text);
    await picture(page, 'analytics-3-note');
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toBeHidden();
  });

  const list = page.getByRole('list', { name: 'Events', exact: true });
  const row = list.getByRole('listitem').filter({ hasText: text });
  const revenue = page.getByRole('region', { name: 'Revenue', exact: true });

  await test.step('is in the list, in the chart and in its table', async () => {
    await expect(row).toContainText('by ');
    await expect(events).toHaveText(`Events in this period (${before + 1})`);
    const mark = revenue.locator('svg text', { hasText: /^(•|\d+)$/ }).last();
    await expect(mark).toBeVisible();
    await mark.hover();
    await expect(revenue.locator('svg text', { hasText: text }).first()).toBeVisible();
    await picture(page, 'analytics-4-events');
    await expectAccessible(page);
    await revenue.getByRole('button', { name: 'Show as table' }).click();
    await expect(revenue.getByRole('cell', { name: text })).toBeVisible();
    await revenue.getByRole('button', { name: 'Show as chart' }).click();
  });

  await test.step('is seen on the dashboards of everybody, where notes are about one', async () => {
    await open(page, '/analytics/channel?of=1&period=days90');
    await events.click();
    await expect(row).toBeVisible();
    await picture(page, 'analytics-5-channel');
    await page.getByRole('button', { name: 'Add a note…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add a note' });
    await expect(dialog.getByText('on the dashboards of this channel')).toBeVisible();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await open(page, '/analytics/platform?period=days90');
    await events.click();
  });

  await test.step('fits a phone, in the dark', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await expect(row).toBeVisible();
    await picture(page, 'analytics-6-phone');
    await expectAccessible(page);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
  });

  await test.step('is removed', async () => {
    await row.getByRole('button', { name: `Remove the note “${text}”` }).click();
    const dialog = page.getByRole('dialog', { name: 'Remove this note?' });
    await dialog.getByRole('button', { name: 'Remove note' }).click();
    await expect(dialog).toBeHidden();
    await expect(events).toHaveText(`Events in this period (${before})`);
    await expect(row).toHaveCount(0);
  });
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
  await picture(page, 'analytics-7-customers');
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
  await picture(page, 'analytics-8-categories');
  await expectAccessible(page);
});
