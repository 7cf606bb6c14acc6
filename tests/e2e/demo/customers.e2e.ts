import type { Locator, Page } from '@playwright/test';
import { violations } from '../support/accessibility.ts';
import { expect, journeyOn, open, picture } from '../support/journey.ts';
import { fact } from '../support/order-journey.ts';

const { test } = journeyOn('demo');

test.use({ actionTimeout: 15_000 });
test.describe.configure({ timeout: 240_000 });

const grid = (page: Page): Locator => page.getByRole('grid');
const buying = '/marketplace/customers?role=["advertiser"]&state=["active"]';

type Opened = { readonly id: string; readonly name: string; readonly drawer: Locator };

/** Opens the profile of one of those who buy and may trade. */
async function openCustomer(page: Page, nth: number): Promise<Opened> {
  await open(page, buying);
  const row = grid(page).getByRole('row').nth(nth);
  await expect(row).toBeVisible();
  const cells = await row.getByRole('gridcell').allTextContents();
  const [id = '', name = ''] = cells.map((text) => text.trim()).filter((text) => text !== '');
  await row.click();
  return { id, name, drawer: page.getByRole('dialog', { name, exact: true }) };
}

const part = (drawer: Locator, name: string): Locator => drawer.getByRole('tab', { name, exact: true });
const state = (drawer: Locator, name: string): Locator => drawer.getByText(name, { exact: true }).first();

/** Does an act of the standing as a person does: the button, what it will do, why, and yes. */
async function act(page: Page, drawer: Locator, name: string, reason: string): Promise<void> {
  await drawer
    .getByRole('group', { name: 'Standing', exact: true })
    .getByRole('button', { name, exact: true })
    .click();
  const dialog = page.getByRole('dialog', { name: new RegExp(`^${name} `) });
  await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason);
  await dialog.getByRole('button', { name, exact: true }).click();
  await expect(dialog).toBeHidden();
}

/** What a fact of a drawer says as an amount, in the currency's units. */
async function amountOf(drawer: Locator, label: string): Promise<number> {
  const text = await fact(drawer, label).textContent();
  return Number(text?.replaceAll(/[^\d.]/g, ''));
}

test('a suspended customer buys nothing until reinstated, and the timeline says why', async ({
  signedIn: page,
}) => {
  const { id, name, drawer } = await openCustomer(page, 1);
  await act(page, drawer, 'Suspend', 'Chargebacks on two cards');
  await expect(state(drawer, 'Suspended')).toBeVisible();
  await expect(drawer.getByText('Suspended by an operator: no score ends it.')).toBeVisible();
  await picture(page, 'customers-1-suspended');
  expect(await violations(page)).toEqual([]);

  await open(page, '/marketplace/orders?add=true');
  const order = page.getByRole('dialog', { name: 'New order' });
  await order.getByRole('combobox', { name: 'Advertiser' }).fill(`#${id}`);
  await page.getByRole('option', { name: new RegExp(`#${id}$`) }).click();
  await order.getByRole('combobox', { name: 'Listing' }).click();
  await page.getByRole('option').first().click();
  await order.getByRole('button', { name: 'Create draft' }).click();
  await expect(order.getByText(`${name} is suspended and may not trade until reinstated.`)).toBeVisible();

  await open(page, `/marketplace/customers?customer=${id}&part=timeline`);
  await expect(
    drawer.getByRole('list', { name: 'Timeline' }).getByText('Chargebacks on two cards'),
  ).toBeVisible();
  await part(drawer, 'Profile').click();
  await act(page, drawer, 'Reinstate', 'The bank took them back');
  await expect(state(drawer, 'Active')).toBeVisible();
  await part(drawer, 'Timeline').click();
  const timeline = drawer.getByRole('list', { name: 'Timeline' });
  await expect(timeline.getByRole('listitem').first()).toContainText('Reinstated');
  await expect(timeline.getByText('The bank took them back')).toBeVisible();
  await picture(page, 'customers-2-timeline');
  expect(await violations(page)).toEqual([]);
});

test('a risk is overridden with a reason, and its end gives it back to the rules', async ({
  signedIn: page,
}) => {
  const { drawer } = await openCustomer(page, 2);
  await part(drawer, 'Risk').click();
  const score = drawer.locator('[data-risk-score]');
  await expect(score).toBeVisible();
  const byRules = (await score.getAttribute('data-risk-score')) ?? '';
  await drawer.getByRole('button', { name: 'Override…' }).click();
  const dialog = page.getByRole('dialog', { name: /^Override the risk of/ });
  await dialog.getByRole('combobox', { name: 'State' }).click();
  await page.getByRole('option', { name: 'Flagged' }).click();
  await dialog.getByRole('textbox', { name: 'Score' }).fill('97');
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Known from another platform');
  await picture(page, 'customers-3-override');
  await dialog.getByRole('button', { name: 'Pin', exact: true }).click();
  await expect(dialog).toBeHidden();
  await expect(score).toHaveAttribute('data-risk-score', '97');
  await expect(drawer.getByText(/Score pinned at 97, state pinned as “Flagged”/)).toBeVisible();
  await expect(drawer.getByText('Known from another platform')).toBeVisible();
  await expect(state(drawer, 'Flagged')).toBeVisible();
  await picture(page, 'customers-4-overridden');
  expect(await violations(page)).toEqual([]);

  await drawer.getByRole('button', { name: 'End override' }).click();
  const end = page.getByRole('dialog', { name: /^End the override of/ });
  await end.getByRole('textbox', { name: 'Reason' }).fill('It was somebody else');
  await end.getByRole('button', { name: 'End override' }).click();
  await expect(end).toBeHidden();
  await expect(score).toHaveAttribute('data-risk-score', byRules);
  await expect(state(drawer, 'Active')).toBeVisible();
});

test('a rule of commission holds for the orders that are bought from then on', async ({ signedIn: page }) => {
  await open(page, '/settings/commission');
  await page.getByRole('combobox', { name: 'Category' }).click();
  await page.getByRole('option', { name: 'Gaming' }).click();
  await page.getByRole('textbox', { name: 'Rate in %' }).fill('25');
  await expect(page.getByText('the platform keeps 25.00 and the editor gets 75.00')).toBeVisible();
  await page.getByRole('button', { name: 'Add rule' }).click();
  const rule = page
    .getByRole('table')
    .getByRole('row')
    .filter({ hasText: 'Gaming' })
    .filter({ hasText: '25' });
  await expect(rule).toContainText('In force');
  await picture(page, 'customers-5-commission');
  expect(await violations(page)).toEqual([]);

  await open(page, '/marketplace/listings?category=["gaming"]&state=["active"]&currency=USD');
  await grid(page).getByRole('row').nth(1).click();
  await page.getByRole('button', { name: 'Order this' }).click();
  const dialog = page.getByRole('dialog', { name: 'New order' });
  await dialog.getByRole('combobox', { name: 'Advertiser' }).click();
  await page.getByRole('option').first().click();
  await dialog.getByRole('button', { name: 'Create draft' }).click();
  const drawer = page.getByRole('dialog', { name: /^Order \d+$/ });
  await expect(drawer.getByText('Commission agreed', { exact: true })).toBeVisible();
  const price = await amountOf(drawer, 'Price');
  expect(price).toBeGreaterThan(0);
  expect(await amountOf(drawer, 'Commission agreed')).toBeCloseTo(price / 4, 1);
});

test('rules of risk are saved after a look at whom they change, and then change them', async ({
  signedIn: page,
}) => {
  await open(page, '/settings/risk');
  await page.getByRole('textbox', { name: 'Not verified' }).fill('75');
  const save = page.getByRole('button', { name: 'Save rules' });
  await expect(save).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('button', { name: 'Preview' }).click();
  await expect(page.getByRole('group', { name: 'What these rules would do now' })).toBeVisible();
  await page.getByRole('textbox', { name: 'Reason' }).fill('Too many strangers');
  const example = page
    .getByRole('main')
    .getByRole('listitem')
    .filter({ hasText: /→ (Flagged|Suspended), score \d+ → \d+/ })
    .first();
  const told = (await example.textContent()) ?? '';
  const score = /→ (\d+)$/.exec(told.trim())?.[1] ?? '';
  expect(score).not.toBe('');
  const becomes = /→ (Flagged|Suspended),/.exec(told)?.[1] ?? '';
  const where = (await example.getByRole('link').getAttribute('href')) ?? '';
  await picture(page, 'customers-6-preview');
  expect(await violations(page)).toEqual([]);
  await save.click();
  const history = page.getByRole('group', { name: 'History' });
  await expect(history.getByRole('row').filter({ hasText: 'Too many strangers' })).toContainText('In force');

  await open(page, where.replace(/^.*#/, ''));
  const drawer = page.getByRole('dialog');
  // All of the demo's customers are computed again, batch by batch.
  await expect(drawer.locator('[data-risk-score]')).toHaveAttribute('data-risk-score', score, {
    timeout: 30_000,
  });
  await expect(state(drawer, becomes)).toBeVisible();
  await part(drawer, 'Timeline').click();
  await expect(drawer.getByRole('list', { name: 'Timeline' }).getByRole('listitem').first()).toContainText(
    'by Risk rules',
  );
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await part(drawer, 'Risk').click();
  await expect(drawer.locator('[data-risk-score]')).toBeVisible();
  await picture(page, 'customers-7-phone');
  expect(await violations(page)).toEqual([]);
});
