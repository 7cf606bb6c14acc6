import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { type Cookie, expect, type Page, test as base } from '@playwright/test';
import { preparationTakesMs } from './prepared-demo.ts';
import {
  startDemo,
  type StartedConsole,
  startHost,
  startNewDemo,
  type StartOptions,
} from './start-console.ts';

const pictures = path.resolve(import.meta.dirname, '../../../out/journeys');

/** The pages of the console as a person reaches them. */
export const pages = [
  { name: 'Overview', path: '/' },
  { name: 'Accounts', path: '/accounts' },
  { name: 'Import accounts', path: '/accounts/import' },
  { name: 'Checks', path: '/accounts/checks' },
  { name: 'Removed', path: '/accounts/removed' },
  { name: 'Local data', path: '/data' },
  { name: 'Reports', path: '/reports' },
  { name: 'Orders', path: '/marketplace/orders' },
  { name: 'Payments', path: '/marketplace/payments' },
  { name: 'Customers', path: '/marketplace/customers' },
  { name: 'Verification', path: '/marketplace/verification' },
  { name: 'Listings', path: '/marketplace/listings' },
  { name: 'Disputes', path: '/marketplace/disputes' },
  { name: 'Platform', path: '/analytics/platform' },
  { name: 'Editors', path: '/analytics/editor' },
  { name: 'Categories', path: '/analytics/category' },
  { name: 'Cohorts', path: '/analytics/customers' },
  { name: 'Explore', path: '/analytics/explore' },
  { name: 'SQL console', path: '/analytics/sql' },
  { name: 'System', path: '/system' },
  { name: 'Security', path: '/security' },
  { name: 'Settings', path: '/settings' },
  { name: 'Risk rules', path: '/settings/risk' },
  { name: 'Dispute rules', path: '/settings/disputes' },
  { name: 'Commission', path: '/settings/commission' },
  { name: 'Gallery', path: '/gallery' },
] as const;

type Fixtures = {
  /** A page that is signed in to the console of this file. */
  signedIn: Page;
};

const starts = { demo: startDemo, newDemo: startNewDemo, host: startHost };

/** A test whose file has one console of its own, which lives as long as the file. */
export function journeyOn(kind: keyof typeof starts, options: StartOptions = {}) {
  let console: StartedConsole;
  /** From the first sign-in: a browser signs in once, and so do the tests of a file. */
  let cookies: Cookie[] = [];
  const test = base.extend<Fixtures>({
    signedIn: async ({ page }, use) => {
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error' && !isAboutNetwork(message.text())) problems.push(message.text());
      });
      if (cookies.length === 0) {
        await signIn(page, console);
        cookies = await page.context().cookies();
      } else {
        await page.context().addCookies(cookies);
        await page.goto(console.url);
        await expect(page.getByRole('navigation').first()).toBeVisible();
      }
      await use(page);
      expect(problems, 'the page reported problems').toEqual([]);
    },
  });
  test.beforeAll(async () => {
    // The first on a demo may wait for it to be prepared.
    if (kind === 'demo') test.setTimeout(2 * preparationTakesMs);
    console = await starts[kind](options);
  });
  test.afterAll(async () => {
    await console.stop();
  });
  return { test, console: () => console };
}

export async function signIn(page: Page, console: StartedConsole): Promise<void> {
  await page.goto(await console.signInLink());
  await expect(page.getByRole('navigation').first()).toBeVisible();
}

/**
 * Goes to a page of the console, and waits until it is there: its one heading is another than before, and no dialog lies over it. The
 * browser itself waits: what is asked from outside is asked again after half a second only.
 */
export async function open(page: Page, where: string): Promise<void> {
  const before = await heading(page, null);
  const isSamePage = await page.evaluate((hash) => {
    const shown = window.location.hash.split('?')[0];
    window.location.hash = hash;
    return (shown === '' ? '#/' : shown) === `#${hash.split('?')[0]}`;
  }, where);
  await heading(page, isSamePage ? null : before);
}

/** The heading of the page, once there is one, it can be seen, and it is another than `former`. */
async function heading(page: Page, former: string | null): Promise<string> {
  const found = await page.waitForFunction((unwanted) => {
    const shown = [...document.querySelectorAll('h1')].filter(
      (element) => element.checkVisibility() && element.closest('[aria-hidden="true"]') === null,
    );
    const text = shown.length === 1 ? shown[0]?.textContent : null;
    return text !== unwanted && text;
  }, former);
  const text = await found.jsonValue();
  if (typeof text !== 'string') throw new Error('the page has no heading');
  return text;
}

/** Keeps a picture for people to look at, in out/journeys. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: path.join(pictures, `${name}.png`), animations: 'disabled' });
}

/** A request that failed is shown by the page itself; Chromium's own line about it is no problem of the page. */
function isAboutNetwork(text: string): boolean {
  return /Failed to load resource|WebSocket connection to/.test(text);
}

export { expect } from '@playwright/test';
