import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Page, test as base } from '@playwright/test';
import { expectAccessible } from './support/accessibility.ts';
import { expect, journeyOn, open, picture } from './support/journey.ts';
import { startTeamDatabase, type TeamDatabase } from './support/team-database.ts';

const environment: Record<string, string> = {};
const dataDir = mkdtempSync(path.join(tmpdir(), 'opsdeck-e2e-kept-'));
const patience = { timeout: 40_000 };
let team: TeamDatabase;

// Before the console of this file starts: it is told where its database is.
base.beforeAll(async () => {
  team = await startTeamDatabase();
  environment['DATABASE_URL'] = team.url;
});
const { test } = journeyOn('host', { environment, dataDir });
test.afterAll(async () => {
  await team.stop();
  rmSync(dataDir, { recursive: true, force: true });
});
test.describe.configure({ timeout: 240_000 });

const looks = [
  { name: 'desk', size: { width: 1280, height: 800 } },
  { name: 'phone', size: { width: 390, height: 844 } },
] as const;

/** Five orders of 200 days ago: four that were rejected, and one under way. And a new one. */
async function trade(): Promise<void> {
  await team.query(`insert into customers (workspace_id, id, role, name)
    select id, 1, 'advertiser', 'Ada Lovelace' from workspaces union all
    select id, 2, 'editor', 'Eve Curie' from workspaces`);
  await team.query(`insert into channels (workspace_id, id, owner_id, state, decided_at, category, username, title)
    select id, 1, 2, 'approved', now(), 'lifestyle', 'cookery', 'Cookery for two' from workspaces`);
  await team.query(`insert into listings (workspace_id, id, channel_id, price_micros, duration_hours, format, state, currency)
    select id, 1, 1, 40000000, 24, 'post', 'active', 'USD' from workspaces`);
  await team.query(`with made as (
      insert into orders (workspace_id, advertiser_id, editor_id, channel_id, listing_id, price_micros, commission_micros,
        duration_hours, status, category, format, currency, created_at)
      select id, 1, 2, 1, 1, 40000000, 6000000, 24, 'draft', 'lifestyle', 'post', 'USD',
        now() - interval '200 days' * (n < 6)::int
      from workspaces, generate_series(1, 6) as n returning workspace_id, id, created_at)
    insert into order_events (workspace_id, order_id, at, order_version, kind, to_status, actor_kind, actor)
    select workspace_id, id, created_at, 1, 'created', 'draft', 'operator', 'Ben at the office' from made`);
  await team.query(`update orders set status = 'rejected', submitted_at = created_at, closed_at = created_at,
      refunded_micros = price_micros, commission_micros = 0, version = 2
    where id in (select id from orders order by id limit 4)`);
}

async function inEveryLook(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const look of looks) {
      await page.setViewportSize(look.size);
      const overflow = () =>
        page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      await expect.poll(overflow).toBe(0);
      await picture(page, `kept-${name}-${look.name}-${colorScheme}`);
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(looks[0].size);
}

test('of orders of which the last days are kept, the others are counted and can be opened', async ({
  signedIn: page,
}) => {
  await trade();
  const [oldest] = await team.query('select min(id)::int as id, max(id)::int as newest from orders');
  const rejected = Number(oldest?.['id']);
  const underWay = rejected + 4;
  await open(page, '/marketplace/orders');
  await expect(page.getByRole('grid').getByRole('row')).toHaveCount(7, patience);
  await expect(page.getByText('in the totals only')).toBeHidden();

  await open(page, '/data');
  for (const table of ['orders', 'order_events']) {
    const choice = page.getByRole('combobox', { name: `How much of ${table} is kept` });
    await choice.click();
    await page.getByRole('option', { name: 'Last 90 days' }).click();
    await expect(choice).toHaveValue('Last 90 days', patience);
    await expect(choice).toBeEnabled(patience);
  }
  await open(page, '/marketplace/orders');
  const notice = page.getByRole('status').filter({ hasText: 'On this device' });
  await expect(notice).toContainText('the last 90 days and all that are under way', patience);
  await expect(notice).toContainText('4 older ones that match are in the totals only');
  await expect(page.getByRole('grid').getByRole('row')).toHaveCount(3, patience);
  await expectAccessible(page);
  await inEveryLook(page, 'orders');

  await open(page, '/marketplace/orders?view=board');
  const lane = page.getByRole('region', { name: 'Rejected' });
  await expect(lane).toContainText('4', patience);
  await inEveryLook(page, 'board');

  // Not kept: read from the database, which is there.
  await open(page, `/marketplace/orders?order=${rejected}`);
  const drawer = page.getByRole('dialog', { name: `Order ${rejected}`, exact: true });
  await expect(drawer).toContainText('read from the database', patience);
  await expect(drawer).toContainText('Ada Lovelace');
  await inEveryLook(page, 'outside-order');
  // Kept, but for the beginning of its timeline.
  await open(page, `/marketplace/orders?order=${underWay}&part=timeline`);
  const timeline = page.getByRole('dialog', { name: `Order ${underWay}`, exact: true });
  await expect(timeline).toContainText('Ben at the office', patience);
  await expect(timeline).not.toContainText('not kept on this device');

  await team.cable.cut();
  await expect(page.getByRole('contentinfo')).toContainText('Database offline', patience);
  await page.reload();
  await expect(timeline).toContainText('What happened before is not kept on this device', patience);
  await open(page, `/marketplace/orders?q=${rejected}`);
  await page.getByRole('button', { name: `Open order ${rejected}` }).click(patience);
  await expect(drawer).toContainText('This order is not on this device', patience);
  await expect(drawer).toContainText('90 days');
  await expectAccessible(page);
  await inEveryLook(page, 'outside-order-offline');
  // Nobody has to try again: it is read as soon as the database is back.
  await team.cable.mend();
  await expect(page.getByRole('contentinfo')).not.toContainText('Database offline', patience);
  await expect(drawer).toContainText('read from the database', patience);

  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Change what is kept' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Data on this device' })).toBeVisible();
});
