import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, journeyOn, open, picture, signIn } from '../support/journey.ts';
import { startNewDemo } from '../support/start-console.ts';

const { test, console: running } = journeyOn('demo');

test('Postgres is killed: the page says so, keeps what it has, and recovers', async ({ signedIn: page }) => {
  await open(page, '/accounts');
  await expect(page.getByRole('grid').getByRole('row').nth(2)).toBeVisible();
  const pidFile = path.join(running().dataDir, 'postgres', 'cluster', 'postmaster.pid');
  process.kill(Number(readFileSync(pidFile, 'utf8').split('\n')[0]), 'SIGKILL');
  const status = page.getByRole('contentinfo');
  await expect(status).toContainText(/offline|not answer/i);
  await picture(page, 'faults-1-database-away');
  await expect(page.getByRole('grid').getByRole('row').nth(2)).toBeVisible();
  await expect(status).not.toContainText(/offline|not answer/i, { timeout: 30_000 });
  await page.reload();
  await expect(page.getByRole('grid').getByRole('row').nth(2)).toBeVisible();
});

test('the console is killed with -9 in the middle of a check: the next start goes on where it was', async ({
  page,
}) => {
  const first = await startNewDemo();
  await signIn(page, first);
  await open(page, '/accounts');
  await expect(page.getByRole('main').getByText(/Checking 250 accounts/)).toBeVisible();
  await expect.poll(() => first.output(), { timeout: 30_000 }).toContain('Checking the pool');
  await first.stop('SIGKILL');
  await expect(page.getByText(/reconnect|does not answer/i).first()).toBeVisible();
  await picture(page, 'faults-2-console-away');
  const port = Number(new URL(first.url).port);
  const second = await startNewDemo({ dataDir: first.dataDir, port });
  await expect.poll(() => second.output()).toContain('Going on with the check that was interrupted');
  // The page finds the console again by itself: no new sign-in, no reload.
  await expect(page.getByText(/reconnect|does not answer/i).first()).toBeHidden({ timeout: 30_000 });
  await expect
    .poll(() => second.output(), { timeout: 60_000 })
    .toContain('Check completed: 250 of 250 accounts');
  await second.stop();
});
