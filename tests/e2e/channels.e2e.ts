import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './support/accessibility.ts';
import { open, picture } from './support/journey.ts';
import { addReader, draftOfAda, move, orderDrawer } from './support/order-journey.ts';
import { letTimePass, prepareSellers } from './support/small-market.ts';
import { journeyOfTeam } from './support/team-journey.ts';

const { test, team, sandbox } = journeyOfTeam(1);

test.use({ actionTimeout: 15_000 });
test.describe.configure({ timeout: 120_000 });

/** Two hundred channels that wait for approval, an editor and an advertiser; and two that sell. */
async function prepareMarket(): Promise<void> {
  // A worker that starts again after a failure has a new database.
  const [there] = await team().query('select count(*)::int as channels from channels');
  if (there?.['channels'] !== 0) return;
  await prepareSellers(team());
  await team()
    .query(`insert into channels (workspace_id, id, owner_id, category, username, title, subscribers, average_views, telegram_id)
    select workspaces.id, number, 1, 'news', 'paper_' || number, case number when 7 then '📰 أخبار اليوم' else 'Paper ' || number end,
      1000 * number, 300 * number, 1000000 + number
    from workspaces, generate_series(1, 200) as number`);
}

test('two hundred channels are approved at once, and the three that a colleague was faster with are told', async ({
  signedIn: page,
}) => {
  await prepareMarket();
  await open(page, '/marketplace/channels?state=["pending"]');
  await expect(page.getByText('200 rows')).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'channels-1-list');
  await page.getByRole('checkbox', { name: 'Select all rows' }).check();
  await page.getByRole('button', { name: 'Decide…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Decide about 200 channels' });
  await expect(dialog.getByText('becomes “Approved”').first()).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'channels-2-preview');
  await team().query(`with changed as (
      update channels set state = 'rejected', version = version + 1, decided_at = now() where id in (7, 70, 170)
      returning workspace_id, id, version)
    insert into channel_events (workspace_id, channel_id, channel_version, kind, from_state, to_state, actor, reason)
      select workspace_id, id, version, 'decided', 'pending', 'rejected', 'Otto', 'Spam' from changed`);
  await dialog.getByRole('button', { name: 'Approve: 200 channels' }).click();
  await expect(dialog.getByText('197 of 200 were decided.')).toBeVisible({ timeout: 60_000 });
  await expect(dialog.getByText(/was changed by Otto \d+ s ago: pending became rejected/)).toHaveCount(3);
  await picture(page, 'channels-3-outcome');
  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
  await expect(
    page
      .getByText('0 rows')
      .or(page.getByText(/Nothing matches/i))
      .first(),
  ).toBeVisible();
});

test('a channel is suspended with a reason, which goes on record', async ({ signedIn: page }) => {
  await open(page, '/marketplace/channels?channel=9');
  const drawer = page.getByRole('dialog', { name: 'Paper 9' });
  await drawer.getByRole('button', { name: 'Suspend', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Suspend: Paper 9' });
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Fake subscribers 🤖');
  await dialog.getByRole('button', { name: 'Suspend', exact: true }).click();
  await expect(drawer.getByText('Fake subscribers 🤖')).toBeVisible();
  await drawer.getByRole('tab', { name: 'Timeline' }).click();
  await expect(drawer.getByRole('list', { name: 'Timeline' }).getByRole('listitem')).toHaveCount(2);
  await expectAccessible(page);
  await picture(page, 'channels-4-timeline');
});

test('a listing is offered, changed, ordered for a slot, and the slot is taken', async ({
  signedIn: page,
}) => {
  await prepareMarket();
  await open(page, '/marketplace/listings?add=true&channel=201');
  const dialog = page.getByRole('dialog', { name: 'New listing' });
  await dialog.getByRole('textbox', { name: 'Price' }).fill('-5');
  await dialog.getByRole('button', { name: 'Create listing' }).click();
  await expect(dialog.getByText(/An amount above zero/)).toBeVisible();
  await dialog.getByRole('textbox', { name: 'Price' }).fill('12.5');
  await dialog.getByRole('button', { name: 'Create listing' }).click();
  const drawer = page.getByRole('dialog', { name: 'Paper 201 · Post' });
  await drawer.getByRole('button', { name: 'Change price' }).click();
  const editing = page.getByRole('dialog', { name: /^Change listing/ });
  await editing.getByRole('textbox', { name: 'Price' }).fill('15');
  await editing.getByRole('button', { name: 'Save' }).click();
  await expect(drawer.getByRole('group', { name: 'Price history' }).getByRole('row')).toHaveCount(3);
  await expectAccessible(page);
  await picture(page, 'channels-6-listing');

  await drawer.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(page.getByText('The listing is paused.')).toBeVisible();
  await expect(drawer.getByRole('button', { name: 'Order this' })).toHaveAttribute('aria-disabled', 'true');
  await drawer.getByRole('button', { name: 'Resume', exact: true }).click();
  await expect(drawer.getByRole('button', { name: 'Order this' })).not.toHaveAttribute(
    'aria-disabled',
    'true',
  );
});

/** Fills in what a customer orders from the listing that is open, for a time in UTC. */
async function orderThis(page: Page, scheduled: string): Promise<void> {
  await page
    .getByRole('dialog', { name: 'Paper 201 · Post' })
    .getByRole('button', { name: 'Order this' })
    .click();
  const order = page.getByRole('dialog', { name: 'New order' });
  await expect(order.getByRole('combobox', { name: 'Listing' })).toHaveValue(/Paper 201/);
  await order.getByRole('combobox', { name: 'Advertiser' }).click();
  await page.getByRole('option', { name: /^Ada/ }).click();
  await order.getByLabel('When it goes up').fill(scheduled);
  await picture(page, 'channels-6-order');
  await order.getByRole('button', { name: 'Create draft' }).click();
}

test('a listing is ordered for a slot, and nobody else gets that slot', async ({ signedIn: page }) => {
  const day = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  await open(page, '/marketplace/listings');
  await page.getByRole('grid').getByText('Paper 201').click();
  await orderThis(page, `${day}T07:30`);
  const order = page.getByRole('dialog', { name: /^Order \d+$/ });
  await order.getByRole('button', { name: 'Submit', exact: true }).click();
  const submitting = page.getByRole('dialog', { name: /^Submit: order/ });
  await submitting.getByRole('button', { name: 'Submit', exact: true }).click();
  await expect(submitting).toBeHidden();

  await open(page, '/marketplace/listings');
  await page.getByRole('grid').getByText('Paper 201').click();
  const listing = page.getByRole('dialog', { name: 'Paper 201 · Post' });
  await expect(listing.getByRole('link', { name: /^Order \d+, Pending/ })).toBeVisible();
  await orderThis(page, `${day}T11:59`);
  const refused = page.getByRole('dialog', { name: 'New order' });
  await expect(
    refused.getByText(/Nothing can be scheduled in the channel at .* 06:00–12:00 UTC/),
  ).toBeVisible();
  await picture(page, 'channels-7-taken');
});

const post = 'Fresh bread every morning, from six o’clock on 🍞';

test('an order goes from its draft to its end, with looks at its post, and both sides are rated', async ({
  signedIn: page,
}) => {
  await prepareMarket();
  await sandbox().setNames([{ kind: 'channel', username: 'paper_202', id: '1000202', title: 'Paper 202' }]);
  await addReader(page, sandbox().accounts[0]?.session ?? '');
  const number = await draftOfAda(page, post);
  for (const name of ['Submit', 'Confirm']) await move(page, number, name);
  // The post goes up, and nobody says under which link: it is found by its text.
  const up = {
    id: 77,
    date: Math.floor(Date.now() / 1_000),
    text: post,
    views: 900,
    forwards: 3,
    editedAt: null,
  };
  const other = { ...up, id: 76, text: 'Good night, dear readers of this paper' };
  await sandbox().setPosts('1000202', [other, up]);
  await move(page, number, 'Mark as published');
  const drawer = orderDrawer(page, number);
  await expect(drawer.getByText('the post is looked for by its text', { exact: false })).toBeVisible();
  await drawer.getByRole('button', { name: 'Check now' }).click();
  const looks = drawer.getByRole('list', { name: 'Looks at the post' }).getByRole('listitem');
  await expect(looks).toHaveCount(1, { timeout: 30_000 });
  await expect(looks.first()).toContainText('text 100 % as ordered');
  await expect(drawer.getByText('https://t.me/paper_202/77')).toBeVisible();
  await picture(page, 'channels-8-found');
  await expectAccessible(page);

  // An operator corrects the link by mistake, and back: both on the timeline, with their reasons.
  for (const [link, reason, seen] of [
    ['https://t.me/paper_202/76', 'The editor says so', 2],
    ['77', 'No, it was right 🙈', 3],
  ] as const) {
    const correcting = page.getByRole('dialog', { name: `The post of order ${number}` });
    // What a look has just noted of the order may not be on this page yet: then the correction is refused, and made again.
    await expect(async () => {
      if (await correcting.isVisible()) await correcting.getByRole('button', { name: 'Cancel' }).click();
      await drawer.getByRole('button', { name: 'Correct the link…' }).click();
      await correcting.getByRole('textbox', { name: 'Link to the post' }).fill(link);
      await correcting.getByRole('textbox', { name: 'Why' }).fill(reason);
      await correcting.getByRole('button', { name: 'Save the link' }).click();
      await expect(correcting).toBeHidden({ timeout: 5_000 });
    }).toPass({ timeout: 60_000 });
    // The look at it is part of the order's history: who decides next has seen it.
    await expect(looks).toHaveCount(seen, { timeout: 30_000 });
    await expect(drawer.getByText(`https://t.me/paper_202/${link.slice(-2)}`)).toBeVisible();
  }
  await expect(looks.filter({ hasText: 'text 100 % as ordered' })).toHaveCount(2, { timeout: 30_000 });

  // A day passes at once.
  await letTimePass(team(), number, 24);
  await drawer.getByRole('button', { name: 'Check now' }).click();
  await expect(drawer.getByText('To the editor')).toBeVisible({ timeout: 30_000 });
  await drawer.getByRole('button', { name: 'Rate on behalf of Ada' }).click();
  const rating = page.getByRole('dialog', { name: 'Ada rates Eve' });
  await rating.getByRole('radio', { name: '4 stars of 5' }).press(' ');
  await rating.getByRole('textbox', { name: 'Comment' }).fill('In time, and well written');
  await picture(page, 'channels-9-rating');
  await expectAccessible(page);
  await rating.getByRole('button', { name: 'Save rating' }).click();
  await expect(rating).toBeHidden();
  await expect(drawer.getByRole('img', { name: '4 stars of 5' })).toBeVisible();
  await picture(page, 'channels-10-rated');
  await expectAccessible(page);
  await drawer.getByRole('tab', { name: 'Timeline' }).click();
  const timeline = drawer.getByRole('list', { name: 'Timeline' });
  await expect(timeline).toContainText('found by its text as post 77');
  await expect(timeline).toContainText('It is post 76, not post 77: The editor says so');
  await expect(timeline).toContainText('The advertiser rates the editor: 4 of 5');
  await picture(page, 'channels-11-timeline');
});
