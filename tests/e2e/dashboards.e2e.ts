import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { addExtremes, addOneOrder } from './support/dashboard-market.ts';
import { expect, open } from './support/journey.ts';
import { prepareSellers } from './support/small-market.ts';
import { journeyOfTeam } from './support/team-journey.ts';

const { test, team } = journeyOfTeam(1);
test.describe.configure({ mode: 'serial', timeout: 180_000 });

const pictures = path.resolve(import.meta.dirname, '../../out/journeys');

const ofBusiness = ['platform', 'category', 'customers'];
const all = [...ofBusiness, 'editor?of=1', 'advertiser?of=2', 'channel?of=202'];
const range = 'period=days30';

/** Looks at a dashboard as people do: on a desk by day and by night, and on a phone. */
async function look(page: Page, dashboard: string, state: string): Promise<void> {
  const name = dashboard.split('?')[0] ?? '';
  await page.setViewportSize({ width: 1280, height: 2_000 });
  await open(page, `/analytics/${dashboard}${dashboard.includes('?') ? '&' : '?'}${range}`);
  const main = page.getByRole('main');
  await expect(main.locator('.mantine-Skeleton-root')).toHaveCount(0);
  mkdirSync(pictures, { recursive: true });
  const keep = (how: string) =>
    page.screenshot({
      path: path.join(pictures, `dashboard-${name}-${state}-${how}.png`),
      animations: 'disabled',
    });
  await keep('light');
  expect(await main.innerText()).not.toMatch(/NaN|undefined|Infinity|\bnull\b|\[object|\{\{/);
  await expect(main.getByRole('alert')).toHaveCount(0);
  await expectNoSidewaysScroll(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await keep('dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 390, height: 2_000 });
  await expectNoSidewaysScroll(page);
  await keep('phone');
}

/** Nothing of the page lies beyond its right edge, and no drawing beyond its panel. */
async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const beyond = () =>
    page.evaluate(() => [
      document.documentElement.scrollWidth - document.documentElement.clientWidth,
      ...[...document.querySelectorAll('main [role="img"] svg')].map((drawing) =>
        Math.max(0, drawing.clientWidth - (drawing.closest('section')?.clientWidth ?? 0)),
      ),
    ]);
  await expect.poll(async () => new Set(await beyond())).toEqual(new Set([0]));
}

test('without anything they say so', async ({ signedIn: page }) => {
  for (const dashboard of ofBusiness) await look(page, dashboard, 'empty');
  await open(page, '/analytics/editor');
  await expect(page.getByRole('main').getByText('Nothing was ordered yet.').first()).toBeVisible();
});

test('of people without an order they have nothing to draw', async ({ signedIn: page }) => {
  await prepareSellers(team());
  for (const dashboard of all.slice(ofBusiness.length)) await look(page, dashboard, 'none');
});

test('one order is a number, not a broken line', async ({ signedIn: page }) => {
  await addOneOrder(team());
  for (const dashboard of all) await look(page, dashboard, 'one');
});

test('the largest amounts beside the smallest, and names that hardly fit', async ({ signedIn: page }) => {
  await addExtremes(team());
  for (const dashboard of all) await look(page, dashboard, 'extreme');
});
