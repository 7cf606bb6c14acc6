import type { Locator, Page } from '@playwright/test';
import { drawIdentityCard, drawStatement } from '../../../src/sandbox/documents/draw-document.ts';
import { violations } from '../support/accessibility.ts';
import { expect, journeyOn, open, picture } from '../support/journey.ts';

const { test, console: running } = journeyOn('demo');

test.use({ actionTimeout: 15_000 });
test.describe.configure({ timeout: 180_000 });

const grid = (page: Page): Locator => page.getByRole('grid');
const drawerOf = (page: Page): Locator => page.getByRole('dialog', { name: /^Request \d+$/ });
const take = (drawer: Locator): Locator => drawer.getByRole('button', { name: 'Take for review' });
const history = (drawer: Locator): Locator => drawer.getByRole('list', { name: 'History' });

async function openQueue(page: Page): Promise<void> {
  await open(page, '/marketplace/verification');
  await page
    .getByRole('group', { name: 'Queues' })
    .getByRole('button', { name: /^Waiting/ })
    .click();
  await expect(page.getByRole('grid', { name: 'Waiting' }).getByRole('row').nth(1)).toBeVisible();
}

/** Opens a request for a payment method that nobody else has, on behalf of the first customer, from their profile. */
async function openForCustomer(page: Page, label: string): Promise<Locator> {
  await open(page, '/marketplace/customers');
  await grid(page).getByRole('row').nth(1).click();
  const profile = page.getByRole('dialog').first();
  await profile.getByRole('button', { name: 'New request' }).click();
  const dialog = page.getByRole('dialog', { name: 'New verification request' });
  await dialog.getByRole('combobox', { name: 'What is verified' }).click();
  await page.getByRole('option', { name: 'Payment method' }).click();
  await dialog.getByRole('textbox', { name: 'Masked reference' }).fill('4242 4242 4242 4242');
  await expect(dialog.getByText('This looks like a whole number')).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Masked reference' }).fill(label);
  await dialog.getByRole('button', { name: 'Open request' }).click();
  const drawer = drawerOf(page);
  await expect(drawer.getByText(label)).toBeVisible();
  return drawer;
}

async function handIn(drawer: Locator, files: readonly (readonly [name: string, bytes: Buffer])[]) {
  await drawer
    .locator('input[type=file]')
    .setInputFiles(files.map(([name, buffer]) => ({ name, mimeType: 'image/png', buffer })));
}

test('asked for, handed in, a fake refused, reviewed, looked at and approved', async ({ signedIn: page }) => {
  await openQueue(page);
  await picture(page, 'verification-1-queue');
  expect(await violations(page)).toEqual([]);
  const drawer = await openForCustomer(page, 'Visa •••• 0001');
  await handIn(drawer, [
    ['card.png', drawIdentityCard('journey', 'a card of a journey')],
    ['statement.png', drawStatement('journey')],
    ['holiday.png', Buffer.from('<html><script>alert(1)</script></html>')],
  ]);
  const files = drawer.getByRole('list', { name: 'Add documents' });
  await expect(files.getByText('Added')).toHaveCount(2);
  await expect(files.getByText(/it is a web page/)).toBeVisible();
  await expect(
    drawer.getByRole('list', { name: 'Documents', exact: true }).getByRole('listitem'),
  ).toHaveCount(2);
  await picture(page, 'verification-2-documents');

  await drawer.getByRole('button', { name: 'Take for review' }).click();
  await drawer.getByRole('button', { name: 'Review', exact: true }).click();
  const review = page.getByRole('dialog', { name: /^Review request/ });
  await expect(review.locator('canvas[data-drawn]')).toBeVisible();
  await review.getByRole('button', { name: 'Turn by 90°' }).click();
  await review.getByRole('button', { name: 'Larger' }).click();
  await expect(review.locator('canvas[data-drawn]')).toBeVisible();
  await picture(page, 'verification-3-review');
  await review.getByRole('button', { name: 'Next document' }).click();
  // The PDF has two pages.
  await expect(review.locator('canvas[data-drawn]')).toHaveCount(2);
  await picture(page, 'verification-4-pdf');
  // The name of the button that the pointer rests on is shown beside the page.
  await page.mouse.move(1, 1);
  await expect(page.getByRole('tooltip')).toHaveCount(0);
  expect(await violations(page)).toEqual([]);
  await review.getByRole('combobox', { name: 'Valid for' }).click();
  await page.getByRole('option', { name: '2 years' }).click();
  await review.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(review).toBeHidden();
  await expect(drawer.getByText('Approved', { exact: true }).first()).toBeVisible();
  await expect(history(drawer).getByText('Document viewed: Payment card')).toHaveCount(2);
  await expect(page.locator('canvas')).toHaveCount(0);
  await picture(page, 'verification-5-approved');
});

test('an identity that is approved makes the customer verified; one that is rejected says why', async ({
  signedIn: page,
}) => {
  await openQueue(page);
  await grid(page).getByText('Urgent').click();
  let drawer = drawerOf(page);
  await drawer.getByRole('button', { name: 'Take for review' }).click();
  await drawer.getByRole('button', { name: 'Review', exact: true }).click();
  let review = page.getByRole('dialog', { name: /^Review request/ });
  await expect(review.locator('canvas[data-drawn]')).toBeVisible();
  await review.getByRole('button', { name: 'Approve', exact: true }).click();
  await expect(drawer.getByText('Approved', { exact: true }).first()).toBeVisible();
  await expect(drawer.getByText('not yet')).toBeHidden();
  await drawer.getByRole('button', { name: 'Close' }).click();

  await grid(page).getByRole('row').nth(1).click();
  drawer = drawerOf(page);
  await drawer.getByRole('button', { name: 'Take for review' }).click();
  await drawer.getByRole('button', { name: 'Review', exact: true }).click();
  review = page.getByRole('dialog', { name: /^Review request/ });
  await review.getByText('Reject', { exact: true }).first().click();
  await review.getByRole('combobox', { name: 'Reason' }).click();
  await page.getByRole('option', { name: 'Out of date' }).click();
  await review.getByRole('textbox', { name: 'In words' }).fill('card 4242 4242 4242 4242');
  await review.getByRole('button', { name: 'Reject', exact: true }).click();
  await expect(review.getByText('This is a whole number')).toBeVisible();
  await review.getByRole('textbox', { name: 'In words' }).fill('It ended in March.');
  await picture(page, 'verification-6-reject');
  await review.getByRole('button', { name: 'Reject', exact: true }).click();
  await expect(drawer.getByText('Rejected', { exact: true }).first()).toBeVisible();
  await expect(drawer.getByText('Out of date · It ended in March.')).toBeVisible();
  await expect(drawer.getByText('Documents deleted', { exact: true })).toBeVisible();
});

test('of two who take a request, the second is told who was faster', async ({ signedIn: page, browser }) => {
  await openQueue(page);
  const drawer = await openForCustomer(page, 'Visa •••• 0002');
  const context = await browser.newContext();
  await context.addCookies(await page.context().cookies());
  const elsewhere = await context.newPage();
  await elsewhere.goto(running().url);
  await expect(elsewhere.getByRole('navigation').first()).toBeVisible();
  await open(elsewhere, new URL(page.url()).hash.slice(1));
  const other = drawerOf(elsewhere);
  await expect(take(other)).toBeVisible();
  await Promise.all([take(drawer).click(), take(other).click()]);
  const faster = /was changed by .+ \d+ s ago: claimed/;
  const told = async () =>
    (await page.getByText(faster).count()) + (await elsewhere.getByText(faster).count());
  await expect.poll(told, { timeout: 15_000 }).toBe(1);
  for (const each of [drawer, other])
    await expect(each.getByRole('button', { name: 'Review', exact: true })).toBeVisible();
  await context.close();
});

test('an approval that has expired says so; on a phone, in the dark, the queue is cards', async ({
  signedIn: page,
}) => {
  await openQueue(page);
  await open(page, '/marketplace/verification?queue=decided&state=["expired"]');
  await grid(page).getByRole('row').nth(1).click();
  const drawer = drawerOf(page);
  await expect(drawer.getByText('Expired', { exact: true }).first()).toBeVisible();
  await expect(history(drawer).getByText('Approval expired')).toBeVisible();
  await expect(drawer.getByRole('button', { name: 'Take for review' })).toBeHidden();
  await drawer.getByRole('button', { name: 'Close' }).click();
  await page.setViewportSize({ width: 390, height: 844 });
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await open(page, '/marketplace/verification?queue=decided');
  await expect(grid(page).getByRole('row').nth(2)).toBeVisible();
  await picture(page, 'verification-7-phone');
  await grid(page).getByRole('row').nth(2).click();
  await expect(drawer.getByRole('list', { name: 'Documents', exact: true })).toBeVisible();
  await picture(page, 'verification-8-phone-request');
  expect(await violations(page)).toEqual([]);
  await drawer
    .getByRole('button', { name: /^View:/ })
    .first()
    .click();
  const viewer = page.getByRole('dialog', { name: /^Documents of request/ });
  await expect(viewer.locator('canvas[data-drawn]').first()).toBeVisible();
  await picture(page, 'verification-9-phone-viewer');
});
