import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Page, test as base } from '@playwright/test';
import { Pool } from 'pg';
import { workspaceIdSchema } from '#contract/ids.ts';
import { seedBusiness } from '#sandbox/business/seed-business.ts';
import { expectAccessible } from './support/accessibility.ts';
import { expect, journeyOn, open, picture } from './support/journey.ts';
import { startTeamDatabase, type TeamDatabase } from './support/team-database.ts';

const environment: Record<string, string> = {};
const dataDir = mkdtempSync(path.join(tmpdir(), 'opsdeck-e2e-explore-'));
let team: TeamDatabase;

base.beforeAll(async () => {
  team = await startTeamDatabase();
  environment['DATABASE_URL'] = team.url;
});
const { test } = journeyOn('host', { environment, dataDir });
test.describe.configure({ mode: 'serial', timeout: 240_000 });
test.beforeAll(async () => {
  const [workspace] = await team.query('select id from workspaces');
  const pool = new Pool({ connectionString: team.url });
  await seedBusiness({
    pool,
    workspaceId: workspaceIdSchema.parse(workspace?.['id']),
    size: { orders: 4_000, channels: 60, advertisers: 300, editors: 30, admins: 2 },
    until: Date.now(),
    seed: 11,
    replace: true,
  });
  await pool.end();
});
test.afterAll(async () => {
  await team.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label, exact: true }).click();
  await page.getByRole('option', { name: option, exact: true }).click();
}

const digits = (text: string): number => Number(text.replaceAll(/\D/g, ''));

test('explore: any metric by any two things', async ({ signedIn: page, context }) => {
  await open(page, '/analytics/explore');
  const pivot = page.getByRole('table', { name: 'Orders by Category and Time' });
  // The business has just been made: the copy follows, and the page follows the copy.
  await expect(pivot.getByRole('row').nth(3)).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('img', { name: /^Orders as a chart/ })).toBeVisible();
  await picture(page, 'explore-1-orders');
  await expectAccessible(page);

  await test.step('what can be combined is said', async () => {
    await page.getByRole('button', { name: 'What can be combined' }).click();
    await expect(page.getByText('Orders: what it can be split by')).toBeVisible();
    await picture(page, 'explore-2-combined');
    await expectAccessible(page);
    await page.keyboard.press('Escape');
  });

  await test.step('another metric, two other things, a comparison', async () => {
    await choose(page, 'Metric', 'Sales');
    await choose(page, 'Columns', 'Nothing: one column');
    await choose(page, 'Rows', 'Editor');
    await choose(page, 'Columns', 'Category');
    await choose(page, 'Compared with', 'Period before');
    const table = page.getByRole('table', { name: 'Sales by Editor and Category' });
    await expect(table.getByRole('columnheader', { name: 'Total' })).toHaveAttribute(
      'aria-sort',
      'descending',
    );
    await expect(table.getByText(/^[+-]\d/).first()).toBeVisible();
    await picture(page, 'explore-3-sales');
    await expectAccessible(page);
    await table.getByRole('button', { name: 'Editor' }).click();
    await expect(page).toHaveURL(/order=/);
  });

  await test.step('a cell leads to its orders', async () => {
    await open(page, '/analytics/explore?metric=orders&rows=advertiser&columns=channel&period=lastYear');
    const table = page.getByRole('table', { name: 'Orders by Advertiser and Channel' });
    const cell = table.getByRole('link', { name: /^Show the orders behind/ }).first();
    await expect(cell).toBeVisible();
    await picture(page, 'explore-4-looked-through');
    await expect(page.getByText(/No sums are kept of these two together/)).toBeVisible();
    const orders = digits(await cell.innerText());
    await cell.click();
    await expect(page.getByRole('heading', { level: 1, name: 'Orders' })).toBeVisible();
    await expect(page.getByText(orders === 1 ? '1 row' : `${orders} rows`, { exact: true })).toBeVisible();
  });

  await test.step('narrowed to one, shared by its address, exported', async () => {
    await open(page, '/analytics/explore?metric=completion_rate&rows=channel&period=months12');
    const table = page.getByRole('table', { name: 'Completion rate by Channel and Time' });
    await expect(table.getByRole('columnheader', { name: 'Overall' })).toBeVisible();
    await table.getByRole('row').nth(1).hover();
    await table
      .getByRole('button', { name: /^Only / })
      .first()
      .click();
    await expect(page.getByRole('button', { name: /^Remove the filter Channel/ })).toBeVisible();
    const other = await context.newPage();
    await other.goto(page.url());
    await expect(other.getByRole('button', { name: /^Remove the filter Channel/ })).toBeVisible();
    await other.close();
    await page.getByRole('button', { name: 'Export' }).click();
    await page.getByText('CSV', { exact: true }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('dialog').getByRole('button', { name: 'Export' }).click();
    expect((await download).suggestedFilename()).toMatch(/\.csv$/);
  });

  await test.step('on a phone, in the dark', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await open(page, '/analytics/explore?metric=revenue&rows=category');
    await expect(page.getByRole('table', { name: 'Revenue by Category and Time' })).toBeVisible();
    await picture(page, 'explore-5-phone');
    await page.mouse.wheel(0, 900);
    await page.getByRole('table', { name: 'Revenue by Category and Time' }).scrollIntoViewIfNeeded();
    await picture(page, 'explore-6-phone-table');
    await expectAccessible(page);
  });
});

const editor = (page: Page) => page.getByRole('textbox', { name: 'Statement' });

async function write(page: Page, text: string): Promise<void> {
  await editor(page).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}

test('the SQL console: an answer, a mistake, an end', async ({ signedIn: page }) => {
  await open(page, '/analytics/sql');
  await editor(page).click();
  await page.keyboard.press('ControlOrMeta+Enter');
  const answer = page.getByRole('table', { name: 'Answer' });
  await expect(answer.getByRole('columnheader', { name: /price_micros/ })).toBeVisible();
  await expect(page.getByText(/^\d+ rows in \d+ ms/)).toBeVisible();
  await picture(page, 'sql-1-answer');
  await expectAccessible(page);

  await test.step('as a chart', async () => {
    await page.getByText('Chart', { exact: true }).click();
    await expect(page.getByRole('img', { name: /^Chart of the answer/ })).toBeVisible();
    await picture(page, 'sql-2-chart');
    await expectAccessible(page);
    await page.getByText('Table', { exact: true }).click();
  });

  await test.step('a mistake has a place', async () => {
    await write(page, 'select id,\n  amount\nfrom orders');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await expect(page.getByRole('alert')).toContainText('Line 2, column 3: no such column: amount.');
    await picture(page, 'sql-3-mistake');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Go to line 2, column 3' }).click();
  });

  await test.step('a name is put in by a click', async () => {
    await write(page, 'select * from ');
    await page.getByRole('textbox', { name: 'Find a table or a column' }).fill('customers');
    await page.getByRole('button', { name: 'Put customers into the statement' }).click();
    await expect(editor(page)).toContainText('select * from customers');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await expect(answer.getByRole('columnheader', { name: /risk_score/ })).toBeVisible();
  });

  await test.step('nothing is changed', async () => {
    await write(page, 'delete from orders');
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await expect(page.getByRole('alert')).toContainText('it begins with DELETE');
  });

  await test.step('what has no end can be cancelled', async () => {
    await write(
      page,
      'with recursive n(x) as (select 1 union all select x + 1 from n) select count(*) from n',
    );
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await expect(page.getByRole('alert')).toContainText('Cancelled');
    await expect(page.getByRole('button', { name: /^Use this statement again: delete/ })).toBeVisible();
    await page.getByRole('button', { name: /^Use this statement again: select \* from customers/ }).click();
    await expect(editor(page)).toContainText('select * from customers');
  });

  await test.step('on a phone, in the dark', async () => {
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await expect(answer).toBeVisible();
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture(page, 'sql-4-phone');
    await expectAccessible(page);
  });
});

test('both answer while the database is away', async ({ signedIn: page }) => {
  await open(page, '/analytics/explore');
  await expect(page.getByRole('table', { name: 'Orders by Category and Time' })).toBeVisible();
  await team.cable.cut();
  await expect(page.getByRole('contentinfo')).toContainText('Database offline', { timeout: 40_000 });
  await choose(page, 'Metric', 'Deposits');
  await choose(page, 'Rows', 'Advertiser');
  await expect(
    page
      .getByRole('table', { name: /^Deposits by Advertiser/ })
      .getByRole('row')
      .nth(3),
  ).toBeVisible();
  await picture(page, 'explore-7-offline');
  await open(page, '/analytics/sql');
  await write(page, 'select count(*) as orders from orders');
  await page.keyboard.press('ControlOrMeta+Enter');
  await expect(page.getByRole('table', { name: 'Answer' }).getByRole('cell', { name: '4000' })).toBeVisible();
  await picture(page, 'sql-5-offline');
  await team.cable.mend();
});
