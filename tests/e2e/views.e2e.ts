import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Page, test as base } from '@playwright/test';
import { expectAccessible } from './support/accessibility.ts';
import { expect, journeyOn, open, picture, signIn } from './support/journey.ts';
import { startHost } from './support/start-console.ts';
import { startTeamDatabase, type TeamDatabase } from './support/team-database.ts';

const environment: Record<string, string> = {};
const dataDir = mkdtempSync(path.join(tmpdir(), 'opsdeck-e2e-views-'));
const patience = { timeout: 40_000 };
let team: TeamDatabase;

base.beforeAll(async () => {
  team = await startTeamDatabase();
  environment['DATABASE_URL'] = team.url;
});
const { test } = journeyOn('host', { environment, dataDir });
test.afterAll(async () => {
  await team.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

test.use({ actionTimeout: 15_000, permissions: ['clipboard-read', 'clipboard-write'] });
test.describe.configure({ timeout: 150_000 });

/** Ten accounts of which three are banned. */
async function addAccounts(): Promise<void> {
  await team.query(
    `insert into accounts (workspace_id, display_name, standing)
     select workspaces.id, 'Account ' || n, case when n <= 3 then 'banned' else 'active' end
     from workspaces, generate_series(1, 10) as n where not exists (select from accounts)`,
  );
}

const viewsButton = (page: Page) => page.getByRole('main').getByRole('button', { name: /^Views/ });
const panel = (page: Page) => page.getByRole('dialog', { name: 'Views' });

async function openViews(page: Page) {
  if (await panel(page).isHidden()) await viewsButton(page).click();
  await expect(panel(page)).toBeVisible();
  return panel(page);
}

async function more(page: Page, view: string) {
  const views = await openViews(page);
  const button = views.getByRole('button', { name: `More about the view “${view}”` });
  if ((await button.getAttribute('aria-expanded')) !== 'true') await button.click();
  return views;
}

async function save(page: Page, name: string): Promise<void> {
  const views = await openViews(page);
  await views.getByRole('textbox', { name: 'Save what you see now' }).fill(name);
  await views.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(views.getByRole('button', { name: `More about the view “${name}”` })).toBeVisible();
}

async function rows(page: Page, number: number): Promise<void> {
  await expect(page.getByText(number === 1 ? '1 row' : `${number} rows`, { exact: true })).toBeVisible(
    patience,
  );
}

test('a view is saved, opened with, shared, and used by a colleague', async ({ signedIn: page, browser }) => {
  await addAccounts();
  await open(page, '/accounts');
  await rows(page, 10);
  await open(page, '/accounts?standing=["banned"]&sort=displayName.desc');
  await rows(page, 3);
  await save(page, 'Banned ones');
  await expect(viewsButton(page)).toHaveText('Banned ones');
  await (await more(page, 'Banned ones')).getByRole('button', { name: 'Set as my default' }).click();
  await expect(panel(page).getByText(', your default')).toBeAttached();
  await panel(page).getByRole('button', { name: 'Share with team' }).click();
  await expect(panel(page).getByText(', shared with the team')).toBeAttached();
  await picture(page, 'views-1-saved');
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  // It opens with the page, and what is done from then on is one’s own.
  await open(page, '/');
  await open(page, '/accounts');
  await rows(page, 3);
  await expect(page).toHaveURL(/banned/);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await rows(page, 10);

  // A colleague on another machine sees it, and has the page open as it is.
  await team.query(
    `insert into operators (workspace_id, id, name, role, created_at)
     select id, gen_random_uuid(), 'Ben', 'admin', '2020-01-01' from workspaces`,
  );
  const otherDataDir = mkdtempSync(path.join(tmpdir(), 'opsdeck-e2e-views-'));
  copyFileSync(path.join(dataDir, 'workspace.key'), path.join(otherDataDir, 'workspace.key'));
  const other = await startHost({ dataDir: otherDataDir, environment });
  const context = await browser.newContext();
  try {
    const colleague = await context.newPage();
    await signIn(colleague, other);
    await open(colleague, '/accounts');
    await rows(colleague, 10);
    const theirs = await openViews(colleague);
    await expect(theirs.getByText('Administrator')).toBeVisible();
    await picture(colleague, 'views-2-colleague');
    await theirs.getByRole('button', { name: /^Banned ones/ }).click();
    await rows(colleague, 3);
  } finally {
    await context.close();
    await other.stop();
    rmSync(otherDataDir, { recursive: true, force: true });
  }
});

test('a view is renamed, written over, exported, deleted, and imported again', async ({ signedIn: page }) => {
  await addAccounts();
  await open(page, '/accounts?standing=["active"]');
  await rows(page, 7);
  await save(page, 'Work');
  await (await more(page, 'Work')).getByRole('button', { name: 'Rename' }).click();
  await panel(page).getByRole('textbox', { name: 'New name' }).fill('Working 🦊');
  await panel(page).getByRole('button', { name: 'Rename' }).click();
  await expect(panel(page).getByRole('button', { name: 'More about the view “Working 🦊”' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page
    .getByRole('searchbox')
    .or(page.getByPlaceholder('Search ID, phone, name or label'))
    .fill('Account 7');
  await rows(page, 1);
  await expect(viewsButton(page)).toHaveText('Working 🦊 (changed)');
  await (await more(page, 'Working 🦊')).getByRole('button', { name: 'Overwrite' }).click();
  await expect(viewsButton(page)).toHaveText('Working 🦊');

  const saved = page.waitForEvent('download');
  await (await more(page, 'Working 🦊')).getByRole('button', { name: 'Export', exact: true }).click();
  const download = await saved;
  expect(download.suggestedFilename()).toBe('Working.views.json');
  const file = await download.path();
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    format: 'opsdeck-views',
    version: 1,
    views: [{ page: 'accounts', name: 'Working 🦊' }],
  });
  await (await more(page, 'Working 🦊')).getByRole('button', { name: 'Delete', exact: true }).click();
  await expectAccessible(page);
  await picture(page, 'views-3-delete');
  await panel(page).getByRole('button', { name: 'Delete it' }).click();
  await expect(panel(page).getByRole('button', { name: /^More about the view “Working/ })).toBeHidden();

  const input = panel(page).locator('input[type="file"]').or(page.locator('input[type="file"]'));
  const hostile = path.join(dataDir, 'hostile.json');
  writeFileSync(hostile, '{"format":"opsdeck-views","version":9}');
  await input.first().setInputFiles(hostile);
  await expect(panel(page)).toContainText('This file is of a newer console');
  await picture(page, 'views-4-refused');
  await input.first().setInputFiles(file);
  await expect(page.getByText('1 view imported for Accounts.')).toBeVisible();
  await openViews(page);
  await panel(page)
    .getByRole('button', { name: /^Working/ })
    .click();
  await rows(page, 1);
});

test('a link shows what its sender sees, in a grid and on a dashboard', async ({
  signedIn: page,
  context,
}) => {
  await addAccounts();
  await open(page, '/accounts?standing=["banned"]&account=1');
  await page.keyboard.press('Escape');
  await rows(page, 3);
  await (await openViews(page)).getByRole('button', { name: 'Copy page link' }).click();
  await expect(page.getByText('Link copied')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toContain('banned');
  const other = await context.newPage();
  await other.goto(link);
  await rows(other, 3);
  await other.close();

  await page.keyboard.press('Escape');
  await open(page, '/analytics/platform?period=days7&by=day');
  await save(page, 'Last days');
  await expectAccessible(page);
  await picture(page, 'views-5-dashboard');
  await (await more(page, 'Last days')).getByRole('button', { name: 'Set as my default' }).click();
  await page.keyboard.press('Escape');
  await open(page, '/');
  await open(page, '/analytics/platform');
  await expect(page).toHaveURL(/period=days7/);
  await expect(viewsButton(page)).toHaveText('Last days');
});

test('views are there while the database is away, and say that they cannot be changed', async ({
  signedIn: page,
}) => {
  await addAccounts();
  await open(page, '/accounts?standing=["active"]');
  await save(page, 'For the road');
  await page.keyboard.press('Escape');
  await team.cable.cut();
  await expect(page.getByRole('contentinfo')).toContainText('Database offline', patience);
  await page.reload();
  await open(page, '/accounts?q=nobody');
  const views = await openViews(page);
  await expect(views).toContainText('The database is away');
  const saving = views.getByRole('button', { name: 'Save', exact: true });
  await expect(saving).toHaveAttribute('aria-disabled', 'true');
  await picture(page, 'views-6-offline');
  await expectAccessible(page);
  await views.getByRole('button', { name: /^For the road/ }).click();
  await rows(page, 7);
  await page.setViewportSize({ width: 390, height: 844 });
  await openViews(page);
  await picture(page, 'views-7-phone');
  await team.cable.mend();
});
