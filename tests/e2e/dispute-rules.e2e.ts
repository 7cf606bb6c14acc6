import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from './support/accessibility.ts';
import { expect, picture } from './support/journey.ts';
import {
  addReader,
  disputeDrawer,
  draftOfAda,
  fact,
  move,
  openDispute,
  orderDrawer,
} from './support/order-journey.ts';
import { letTimePass, prepareSellers } from './support/small-market.ts';
import { journeyOfTeam } from './support/team-journey.ts';

const { test, team, sandbox } = journeyOfTeam(1);

test.use({ actionTimeout: 15_000 });
test.describe.configure({ mode: 'serial', timeout: 180_000 });

const channel = '1000202';
const ordered =
  'Fresh bread every morning, from six o’clock on, baked in the house next door by people who have done nothing else for forty years; ' +
  'come early, bring a friend, and have a look at https://bread.example before you do.';

const looksOf = (page: Page, number: string): Locator =>
  orderDrawer(page, number).getByRole('list', { name: 'Looks at the post' }).getByRole('listitem');

/** What the channel shows under a number; null: nothing. */
async function show(id: number, text: string | null): Promise<void> {
  const date = Math.floor(Date.now() / 1_000);
  const post = { id, date, text: text ?? '', views: 900, forwards: 3, editedAt: null };
  await sandbox().setPosts(channel, text === null ? [] : [post]);
}

/** An order of Ada's whose post is said to be up under that number. */
async function publish(page: Page, id: number): Promise<string> {
  const number = await draftOfAda(page, ordered);
  for (const name of ['Submit', 'Confirm']) await move(page, number, name);
  await move(page, number, 'Mark as published', String(id));
  return number;
}

async function look(page: Page, number: string, count: number): Promise<void> {
  await orderDrawer(page, number).getByRole('button', { name: 'Check now' }).click();
  await expect(looksOf(page, number)).toHaveCount(count, { timeout: 30_000 });
}

/** Opens a dispute, for which one more look is made, and goes to it. */
async function dispute(page: Page, number: string, reason: string): Promise<Locator> {
  await openDispute(page, number, reason, 'It is not what I paid for');
  await orderDrawer(page, number).getByRole('link', { name: 'Go to the dispute' }).click();
  return disputeDrawer(page);
}

/** The look that a dispute asks for waits for its turn. */
const patience = { timeout: 90_000 };

test('never published: the price goes back', async ({ signedIn: page }) => {
  await prepareSellers(team());
  await sandbox().setNames([{ kind: 'channel', username: 'paper_202', id: channel, title: 'Paper 202' }]);
  await addReader(page, sandbox().accounts[0]?.session ?? '');

  await show(1, null);
  const number = await publish(page, 71);
  await look(page, number, 1);
  const drawer = await dispute(page, number, 'Not published');
  await expect(drawer.getByText('Refunded by the rule “Never published”')).toBeVisible(patience);
  await expect(fact(drawer, 'Back to the advertiser')).toHaveText('$40.00');
});

test('another text: a person is asked at once', async ({ signedIn: page }) => {
  await show(72, 'This place is for rent. Write to us!');
  const number = await publish(page, 72);
  await look(page, number, 1);
  const drawer = await dispute(page, number, 'The text differs');
  await expect(drawer.getByText('Escalated', { exact: true }).first()).toBeVisible(patience);
  const rule = drawer
    .getByRole('list', { name: 'What the rules say' })
    .getByRole('listitem')
    .filter({ hasText: 'The text differs' });
  await expect(rule.first()).toContainText('Matches');
  // The look that the dispute asked for: a decision without it would be refused.
  const looks = drawer.getByRole('list', { name: 'Looks at the post' }).getByRole('listitem');
  await expect(looks).toHaveCount(2, patience);
  await picture(page, 'dispute-rules-3-text');
  // What comes in between is told, and the decision made again with all the evidence.
  const dialog = page.getByRole('dialog', { name: /^Decide dispute/ });
  await expect(async () => {
    if (await dialog.isVisible()) await dialog.getByRole('button', { name: 'Close' }).click();
    await drawer.getByRole('button', { name: 'Decide…' }).click();
    await dialog.getByRole('textbox', { name: 'Back to the advertiser' }).fill('10');
    await dialog.getByRole('textbox', { name: 'Why' }).fill('A quarter of it');
    await dialog.getByRole('button', { name: 'Decide for good' }).click();
    await expect(dialog).toBeHidden({ timeout: 5_000 });
  }).toPass({ timeout: 90_000 });
  await expect(fact(drawer, 'Back to the advertiser')).toHaveText('$10.00');
});

test('the link is missing: a person is asked at once', async ({ signedIn: page }) => {
  await show(73, ordered.replace('https://bread.example', 'our new page'));
  const number = await publish(page, 73);
  await look(page, number, 1);
  const drawer = await dispute(page, number, 'Something else');
  await expect(drawer.getByText('Escalated', { exact: true }).first()).toBeVisible(patience);
  const rule = drawer
    .getByRole('list', { name: 'What the rules say' })
    .getByRole('listitem')
    .filter({ hasText: 'A link is missing' });
  await expect(rule.first()).toContainText('Matches');
});

test('up for the whole term: the editor is paid', async ({ signedIn: page }) => {
  await show(74, ordered);
  const number = await publish(page, 74);
  await look(page, number, 1);
  await letTimePass(team(), number, 24);
  const drawer = await dispute(page, number, 'Not published');
  await expect(drawer.getByText('Released by the rule “Up for the whole term”')).toBeVisible(patience);
  await expect(fact(drawer, 'Back to the advertiser')).toHaveText('$0.00');
  await expect(fact(drawer, 'To the editor')).toHaveText('$40.00');
  await picture(page, 'dispute-rules-4-release');
});

test('taken down early: the price is divided by the time that it was up', async ({ signedIn: page }) => {
  await show(75, ordered);
  const number = await publish(page, 75);
  await look(page, number, 1);
  await letTimePass(team(), number, 12);
  await show(75, null);
  await look(page, number, 2);
  const drawer = await dispute(page, number, 'Taken down early');
  await expect(drawer.getByText('Divided by the rule “Taken down early”')).toBeVisible(patience);
  // Seen at the beginning, missed after half of the term: it was up for a quarter of it, as far as anybody knows.
  await expect(fact(drawer, 'Back to the advertiser')).toHaveText(/^\$30\.\d\d$|^\$29\.9\d$/);
  await picture(page, 'dispute-rules-5-divided');
  await expectAccessible(page);
});
