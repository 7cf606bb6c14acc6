import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import type { AccountScript } from '../../src/sandbox/accounts/script.ts';
import { expectAccessible } from './support/accessibility.ts';
import { expect, open, picture } from './support/journey.ts';
import { journeyOnSandbox } from './support/sandbox-journey.ts';

const size = 60;
const { test, console: running, sandbox, accountAt } = journeyOnSandbox(size);

/** Accounts whose turn comes late enough to be scripted while the check runs. */
const silent = [38, 39, 40];
const reset = [41, 42, 43];
const banned = 44;

async function importAll(page: Page): Promise<void> {
  await open(page, '/accounts/import');
  const rows = ['session', ...sandbox().accounts.map(({ session }) => session)];
  await page.locator('input[type=file]').setInputFiles({
    name: 'pool.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(rows.join('\n')),
  });
  await page.getByRole('button', { name: `Import ${size} accounts` }).click();
  await expect(page.getByText('Import complete')).toBeVisible();
}

async function setPace(page: Page, seconds: string): Promise<void> {
  await open(page, '/settings');
  const form = page.getByRole('region', { name: 'Account checks' });
  await form.getByRole('textbox', { name: 'Pause between checks' }).fill(seconds);
  await form.getByRole('textbox', { name: 'Give up after' }).fill('3');
  await form.getByRole('button', { name: 'Save' }).click();
  await expect(form.locator('[data-save-state=saved]')).toContainText('Saved');
}

function checkAll(page: Page): Locator {
  return page.getByRole('main').getByRole('button', { name: `Check all ${size}` });
}

/** Waits until so many accounts have a result. */
async function untilChecked(page: Page, wanted: number): Promise<void> {
  const progress = page.getByRole('main').getByRole('progressbar');
  const checked = async () => Number(await progress.getAttribute('aria-valuenow'));
  await expect.poll(checked, { intervals: [100], timeout: 45_000 }).toBeGreaterThanOrEqual(wanted);
}

/** The numbers of a summary, by outcome. */
async function outcomes(summary: Locator): Promise<Readonly<Record<string, number>>> {
  const found: Record<string, number> = {};
  for (const item of await summary.locator('[data-outcome]').all()) {
    const outcome = await item.getAttribute('data-outcome');
    found[outcome ?? ''] = Number(/\d+$/.exec(await item.innerText())?.[0]);
  }
  return found;
}

function script(index: number, behaviour: AccountScript): Promise<void> {
  return sandbox().setScript(accountAt(index).userId, behaviour);
}

function killPostgres(): void {
  const pidFile = path.join(running().dataDir, 'postgres', 'cluster', 'postmaster.pid');
  process.kill(Number(readFileSync(pidFile, 'utf8').split('\n')[0]), 'SIGKILL');
}

test('a check goes on through silent accounts, resets, a restart of Telegram and the death of Postgres', async ({
  signedIn: page,
}) => {
  test.setTimeout(240_000);
  const summary = page.getByRole('region', { name: 'What the last check found' });
  const status = page.getByRole('contentinfo');
  await importAll(page);

  await test.step('a calm check finds every account active', async () => {
    await setPace(page, '0.02');
    await open(page, '/accounts');
    await checkAll(page).click();
    await expect(summary).toContainText(`${size} of ${size} checked`, { timeout: 45_000 });
    expect(await outcomes(summary)).toEqual({ active: size });
  });

  await setPace(page, '0.35');
  await open(page, '/accounts');
  await checkAll(page).click();
  await expect(page.getByRole('main').getByText(`Checking ${size} accounts`)).toBeVisible();
  await test.step('a second check of the whole pool cannot be started, and the button says why', async () => {
    await expect(checkAll(page)).toHaveAttribute('aria-disabled', 'true');
    await page.mouse.move(0, 0);
    await checkAll(page).hover();
    await expect(page.getByRole('tooltip')).toHaveText('A check of the whole pool is under way already.');
  });

  await test.step('accounts fall silent, are cut off, and one is banned', async () => {
    await untilChecked(page, 4);
    for (const index of silent) await script(index, { kind: 'silent' });
    for (const index of reset) await script(index, { kind: 'reset', afterBytes: 100 });
    await script(banned, { kind: 'banned' });
  });

  await test.step('the data centre restarts', async () => {
    await untilChecked(page, 10);
    await sandbox().restart({ downMs: 1_000 });
    await picture(page, 'check-faults-1-restart');
  });

  await test.step('Postgres is killed: the page says so, keeps the progress, and nothing can be started', async () => {
    await untilChecked(page, 18);
    killPostgres();
    await expect(status).toContainText(/offline|not answer/i);
    await expect(page.getByRole('main').getByText(`Checking ${size} accounts`)).toBeVisible();
    await expect(page.getByRole('main').getByRole('button', { name: 'Add account' })).toHaveAttribute(
      'aria-disabled',
      'true',
    );
    await picture(page, 'check-faults-2-database-away');
    await expect(status).not.toContainText(/offline|not answer/i, { timeout: 45_000 });
  });

  await test.step('what was not reached is said to be tried again', async () => {
    await expect(page.getByRole('main').getByText(/\d+ will be tried again/)).toBeVisible({
      timeout: 60_000,
    });
    await picture(page, 'check-faults-2b-tried-again');
  });

  const unreachable = await test.step('the summary is right', async () => {
    await expect(summary).toContainText('Check complete', { timeout: 90_000 });
    const found = await outcomes(summary);
    const notReached = found['unreachable'] ?? 0;
    // Those that were scripted. Whoever was being asked when the data centre went down is reached when it is tried again.
    expect(notReached).toBeGreaterThanOrEqual(silent.length + reset.length);
    expect(found).toEqual({ active: size - 1 - notReached, banned: 1, unreachable: notReached });
    await expect(summary).toContainText(`${size} of ${size} checked`);
    await expect(summary).toContainText('1 changed standing');
    await expect(summary).toContainText(`${notReached} could not be reached`);
    await picture(page, 'check-faults-3-summary');
    await expectAccessible(page);
    return notReached;
  });

  await test.step('no fault of the network has changed how an account stands', async () => {
    const numbers = page.getByRole('group', { name: 'The pool in numbers' });
    await expect(numbers.getByRole('button', { name: /^Active/ })).toContainText(String(size - 1));
    await expect(numbers.getByRole('button', { name: /^Closed/ })).toContainText('1');
    await page.getByRole('textbox', { name: /^Search ID/ }).fill(accountAt(silent[0] ?? 0).phone);
    const row = page.getByRole('grid').getByRole('row').nth(1);
    await expect(row).toContainText(accountAt(silent[0] ?? 0).phone);
    await expect(row).toContainText('Active');
    await page.getByRole('textbox', { name: /^Search ID/ }).fill('');
  });

  await test.step('what was not reached is checked again, and is reached', async () => {
    for (const index of [...silent, ...reset]) await script(index, { kind: 'active' });
    await summary.getByRole('link', { name: 'Details' }).click();
    await page.getByText(`Unreachable ${unreachable}`, { exact: true }).click();
    const table = page
      .getByRole('table', { name: 'Accounts' })
      .or(page.getByRole('group', { name: 'Accounts' }));
    await expect(table.first().getByRole('row')).toHaveCount(unreachable + 1);
    await picture(page, 'check-faults-4-unreachable');
    const first = page.url();
    await page.getByRole('button', { name: `Check these ${unreachable} again` }).click();
    await expect(page).not.toHaveURL(first);
    await expect(page.getByText('Completed')).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText('Unreachable 0', { exact: true })).toBeVisible();
    await page.goto(first);
    await page.getByText(`Unreachable ${unreachable}`, { exact: true }).click();
    await expect(page.getByText('Reached by a later check')).toHaveCount(unreachable);
    await expect(page.getByRole('button', { name: /^Check these/ })).toHaveCount(0);
  });

  await sandbox().untilOpenSockets(0);
  expect((await sandbox().counts()).mostAtOnceOfAnyKey).toBe(1);
});
