import type { Page } from '@playwright/test';
import { violations } from '../support/accessibility.ts';
import { expect, journeyOn, open, pages } from '../support/journey.ts';

const { test } = journeyOn('demo');

const desk = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };

const looks = [
  { name: 'light', colorScheme: 'light', viewport: desk },
  { name: 'dark', colorScheme: 'dark', viewport: desk },
  { name: 'on a phone', colorScheme: 'light', viewport: phone },
  { name: 'on a phone, dark', colorScheme: 'dark', viewport: phone },
] as const;

type Look = (typeof looks)[number];

async function show(page: Page, { colorScheme, viewport }: Look): Promise<void> {
  await page.setViewportSize(viewport);
  // Without movement: a colour that is on its way to another has a contrast that nobody sees.
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', colorScheme);
}

/** By how much the document is wider and higher than the window, in pixels. Nothing of it scrolls but its parts. */
async function beyondTheWindow(page: Page): Promise<readonly number[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.documentElement;
    return [scrollWidth - clientWidth, scrollHeight - clientHeight];
  });
}

/** What is being read has arrived; the gallery shows what loading looks like. */
async function settled(page: Page, path: string): Promise<void> {
  if (path === '/gallery') return;
  await expect(page.getByRole('main').getByLabel('Loading', { exact: true })).toHaveCount(0);
}

// One page of the browser and one sign-in for all of them: that is most of what a page of its own would cost.
test('every page fits and has no violation, in both themes, on a desk and on a phone', async ({
  signedIn: page,
}) => {
  test.setTimeout(600_000);
  for (const { name, path } of pages) {
    await page.setViewportSize(desk);
    await open(page, path);
    await settled(page, path);
    for (const look of looks) {
      await test.step(`${name}, ${look.name}`, async () => {
        await show(page, look);
        expect.soft(await beyondTheWindow(page), `${name} fits, ${look.name}`).toEqual([0, 0]);
        expect.soft(await violations(page), `${name}, ${look.name}`).toEqual([]);
      });
    }
  }
});

test('an open account, the palette and a check have none', async ({ signedIn: page }) => {
  const inAllLooks = async (what: string) => {
    for (const look of looks) {
      await show(page, look);
      expect.soft(await violations(page), `${what}, ${look.name}`).toEqual([]);
    }
    await page.setViewportSize(desk);
  };
  await open(page, '/accounts?account=1');
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByText('About the account')).toBeVisible();
  await inAllLooks('an open account');
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await page.keyboard.press('Control+k');
  const search = page.getByRole('combobox', { name: /page, an action/ });
  await expect(search).toBeFocused();
  await search.fill('camila');
  await expect(page.getByRole('option').first()).toBeVisible();
  await inAllLooks('the palette');
  await page.keyboard.press('Escape');
  await expect(search).toBeHidden();
  await open(page, '/accounts/checks');
  await page.getByRole('main').getByRole('link').first().click();
  await expect(page.getByRole('heading', { name: 'About this check' })).toBeVisible();
  await inAllLooks('a check');
});
