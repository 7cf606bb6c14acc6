import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Page, test as base } from '@playwright/test';
import SqliteDatabase from 'better-sqlite3';
import { Client } from 'pg';
import { expectAccessible } from './support/accessibility.ts';
import { expect, journeyOn, open, pages, picture, signIn } from './support/journey.ts';
import { startHost } from './support/start-console.ts';
import { startTeamDatabase, type TeamDatabase } from './support/team-database.ts';

const environment: Record<string, string> = {};
const dataDir = mkdtempSync(path.join(tmpdir(), 'opsdeck-e2e-offline-'));
const patience = { timeout: 40_000 };
let team: TeamDatabase;

// Before the console of this file starts: it is told where its database is.
base.beforeAll(async () => {
  team = await startTeamDatabase();
  environment['DATABASE_URL'] = team.url;
});
const { test, console: running } = journeyOn('host', { environment, dataDir });
test.afterAll(async () => {
  await team.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const status = (page: Page) => page.getByRole('contentinfo');

async function unplug(page: Page): Promise<void> {
  await team.cable.cut();
  await expect(status(page)).toContainText('Database offline', patience);
}

async function plugIn(page: Page): Promise<void> {
  await team.cable.mend();
  await expect(status(page)).not.toContainText('Database offline', patience);
}

/** Accounts of the team, which some other console has added. */
async function addAccounts(): Promise<void> {
  await team.query(
    `insert into accounts (workspace_id, display_name)
     select workspaces.id, 'Account ' || n from workspaces, generate_series(1, 12) as n
     where not exists (select from accounts)`,
  );
}

async function somebodyElseWrites(account: number, text: string): Promise<void> {
  await team.query(
    `insert into account_notes (workspace_id, account_id, text, version, changed_by)
     select id, $1, $2, 1, 'Ben at the office' from workspaces
     on conflict (workspace_id, account_id) do update
       set text = excluded.text, changed_by = excluded.changed_by, version = account_notes.version + 1`,
    [account, text],
  );
}

const noteOf = async (account: number) =>
  (await team.query('select text from account_notes where account_id = $1', [account]))[0]?.['text'];

const labelsOf = async (account: number) =>
  (await team.query('select labels from accounts where id = $1', [account]))[0]?.['labels'];

async function openAccount(page: Page, account: number) {
  await open(page, '/accounts');
  await open(page, `/accounts?account=${account}`);
  const drawer = page.getByRole('dialog').first();
  await expect(drawer.getByRole('textbox', { name: 'Note' })).toBeVisible();
  return drawer;
}

test('every page opens while the database is away', async ({ signedIn: page }) => {
  await addAccounts();
  await open(page, '/accounts');
  await expect(page.getByRole('grid').getByRole('row').nth(12)).toBeVisible(patience);
  await unplug(page);
  await page.reload();
  for (const { name, path: where } of pages) {
    await open(page, where);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText('This page stopped working')).toBeHidden();
    await picture(page, `offline-1-${name.toLowerCase().replaceAll(' ', '-')}`);
  }
  await open(page, '/accounts');
  await expect(page.getByRole('grid').getByRole('row').nth(12)).toBeVisible();
  await open(page, '/data');
  await expect(page.getByRole('main')).toContainText('The database is away');
  await expectAccessible(page);
  await plugIn(page);
});

test('a label and a note are queued, survive a reload, and arrive', async ({ signedIn: page }) => {
  await addAccounts();
  await unplug(page);
  let drawer = await openAccount(page, 3);
  await drawer.getByRole('combobox', { name: 'Labels' }).fill('from the train');
  await page.keyboard.press('Enter');
  await drawer.getByRole('textbox', { name: 'Note' }).fill('Written without a network.');
  await expect(drawer.getByText('Queued')).toHaveCount(2);
  await expect(status(page)).toContainText('2 changes queued');
  await picture(page, 'offline-2-queued');
  await expectAccessible(page);
  await page.reload();
  drawer = page.getByRole('dialog').first();
  await expect(drawer.getByRole('textbox', { name: 'Note' })).toHaveValue('Written without a network.');
  await expect(drawer.getByText('from the train', { exact: true }).first()).toBeVisible();
  await expect(drawer.getByText('Queued')).toHaveCount(2);
  await open(page, '/data');
  const waiting = page.getByRole('list', { name: 'Changes that wait to be sent' });
  await expect(waiting.getByRole('listitem')).toHaveCount(2);
  await expect(waiting).toContainText('add from the train');
  await picture(page, 'offline-3-outbox');

  await plugIn(page);
  await expect(page.getByText('Nothing is waiting')).toBeVisible(patience);
  expect(await noteOf(3)).toBe('Written without a network.');
  expect(await labelsOf(3)).toEqual(['from the train']);
  drawer = await openAccount(page, 3);
  await expect(drawer.getByRole('textbox', { name: 'Note' })).toHaveValue('Written without a network.');
  await expect(drawer.locator('[data-note-state]')).toContainText('Saved by');
  await expect(drawer.getByText('Queued')).toHaveCount(0);
});

test('a conflict is shown with both versions and decided', async ({ signedIn: page }) => {
  await addAccounts();
  await unplug(page);
  const drawer = await openAccount(page, 5);
  await drawer.getByRole('textbox', { name: 'Note' }).fill('Mine: lend it to sales.');
  await expect(drawer.getByText('Queued')).toHaveCount(1);
  await somebodyElseWrites(5, 'Theirs: keep it for support.');
  await plugIn(page);
  await expect(drawer.getByText('waits for your decision')).toBeVisible(patience);
  await picture(page, 'offline-4-note-to-decide');
  await drawer.getByRole('link', { name: 'Compare and decide' }).click();
  const conflict = page.getByRole('listitem').filter({ hasText: 'Note of account 5' });
  await expect(conflict.getByRole('region', { name: 'Yours' })).toContainText('Mine: lend it to sales.');
  await expect(conflict.getByRole('region', { name: 'Theirs' })).toContainText('Ben at the office');
  await picture(page, 'offline-5-conflict');
  await expectAccessible(page);
  await conflict.getByRole('button', { name: 'Edit' }).click();
  await conflict.getByRole('textbox').fill('Support has it until Friday, then sales.');
  await conflict.getByRole('button', { name: 'Save this text' }).click();
  await expect(page.getByText('Nothing is waiting')).toBeVisible(patience);
  expect(await noteOf(5)).toBe('Support has it until Friday, then sales.');
});

test('the local copy is verified, and deleted while pages are open', async ({ signedIn: page }) => {
  await addAccounts();
  await open(page, '/data');
  await page.getByRole('button', { name: 'Verify now' }).click();
  await expect(page.getByText(/^No differences/)).toBeVisible(patience);
  await picture(page, 'offline-6-verified');
  await page.getByRole('button', { name: 'Delete and build again' }).click();
  const confirm = page.getByRole('dialog');
  await expect(confirm).toContainText('Changes that wait to be sent stay.');
  await picture(page, 'offline-7-delete');
  await confirm.getByRole('button', { name: 'Delete and build again' }).click();
  await expect(confirm).toBeHidden();
  await expect(status(page)).toContainText('Up to date', patience);
  await open(page, '/accounts');
  await expect(page.getByRole('grid').getByRole('row').nth(12)).toBeVisible(patience);
});

test('what a colleague changes on another console is seen on the open page', async ({
  signedIn: page,
  browser,
}) => {
  const otherDataDir = mkdtempSync(path.join(tmpdir(), 'opsdeck-e2e-other-'));
  copyFileSync(path.join(dataDir, 'workspace.key'), path.join(otherDataDir, 'workspace.key'));
  const other = await startHost({ dataDir: otherDataDir, environment });
  await team.query(
    `insert into customers (workspace_id, role, name) select id, 'advertiser', 'Ada Lovelace' from workspaces`,
  );
  const context = await browser.newContext();
  const colleague = await context.newPage();
  await signIn(colleague, other);
  const openProfile = async (one: Page) => {
    await open(one, '/marketplace/customers');
    await one.getByRole('grid').getByText('Ada Lovelace').click(patience);
    const profile = one.getByRole('dialog', { name: 'Ada Lovelace' });
    await expect(profile.getByRole('button', { name: 'Begin payment' })).toBeVisible(patience);
    return profile;
  };
  const seen = await openProfile(page);
  const changed = await openProfile(colleague);
  await expect(seen.getByRole('button', { name: 'It succeeded' })).toHaveCount(0);
  await changed.getByRole('textbox', { name: 'Amount' }).fill('12.50');
  await changed.getByRole('button', { name: 'Begin payment' }).click();
  // Nobody touches this page.
  await expect(seen.getByRole('button', { name: 'It succeeded' })).toHaveCount(1, patience);
  await changed.getByRole('button', { name: 'It succeeded' }).click();
  await expect(seen.getByRole('button', { name: 'It succeeded' })).toHaveCount(0, patience);
  await expect(seen.getByText('12.50').first()).toBeVisible(patience);
  await context.close();
  await other.stop();
  rmSync(otherDataDir, { recursive: true, force: true });
});

test('a transaction that stays open is named, and so is what a verification finds', async ({
  signedIn: page,
}) => {
  await addAccounts();
  const client = new Client({ connectionString: team.url, application_name: 'month-end import' });
  await client.connect();
  await client.query('begin');
  await client.query(`update accounts set display_name = 'Not yet' where id = 1`);
  await open(page, '/data');
  await expect(status(page)).toContainText('A transaction is open for', patience);
  await expect(page.getByText(/“month-end import” \(process \d+\) has written for \d+ sec/)).toBeVisible();
  await picture(page, 'offline-10-held-back');
  await client.query('rollback');
  await client.end();
  await expect(status(page)).toContainText('Up to date', patience);
  // As a flipped bit on the disk would: SQLite itself does not notice.
  const file = readdirSync(path.join(dataDir, 'cache')).find((name) => name.endsWith('.sqlite')) ?? '';
  const copy = new SqliteDatabase(path.join(dataDir, 'cache', file));
  copy.exec(`update accounts set display_name = 'Damaged' where id = 3`);
  copy.close();
  await page.getByRole('button', { name: 'Verify now' }).click();
  await expect(page.getByText('1 difference', { exact: true })).toBeVisible(patience);
  const found = page.getByRole('group', { name: 'Verify' });
  await expect(found.getByRole('row').nth(1)).toContainText(/accounts.*Different.*1.*3/);
  await found.scrollIntoViewIfNeeded();
  await picture(page, 'offline-11-differences');
  await page.getByRole('button', { name: 'Delete and build again' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete and build again' }).click();
  await expect(status(page)).toContainText('Up to date', patience);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`on a phone, ${colorScheme}`, () => {
    test.use({ viewport: { width: 390, height: 844 }, colorScheme });
    test('the data of this device fits', async ({ signedIn: page }) => {
      await open(page, '/data');
      await expect(
        page.getByRole('table', { name: 'Tables' }).or(page.getByRole('table').first()),
      ).toBeVisible(patience);
      await expectAccessible(page);
      await picture(page, `offline-8-phone-${colorScheme}`);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
    });
  });
}

test('the console starts without the database, and is whole when it is back', async ({ page, signedIn }) => {
  await addAccounts();
  await open(signedIn, '/accounts');
  await expect(signedIn.getByRole('grid').getByRole('row').nth(12)).toBeVisible(patience);
  // What it still fetches ahead must not meet the console as it closes.
  await page.goto('about:blank');
  await running().stop();
  await team.cable.cut();
  const again = await startHost({ dataDir, environment });
  await signIn(page, again);
  await expect(status(page)).toContainText('Database offline', patience);
  await open(page, '/accounts');
  await expect(page.getByRole('grid').getByRole('row').nth(12)).toBeVisible();
  await picture(page, 'offline-9-started-offline');
  const drawer = await openAccount(page, 7);
  await drawer.getByRole('textbox', { name: 'Note' }).fill('Before the database was there.');
  await expect(drawer.getByText('Queued')).toHaveCount(1);
  await plugIn(page);
  await expect.poll(() => noteOf(7), patience).toBe('Before the database was there.');
  await expect(status(page)).toContainText('Up to date', patience);
  await again.stop();
});
