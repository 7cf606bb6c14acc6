import { expect, journeyOn, open, pages, picture } from '../support/journey.ts';

const { test } = journeyOn('demo');

// Drawers, dialogs and the palette as most people have them: they move.
test.use({ contextOptions: { reducedMotion: 'no-preference' } });

test('the palette reaches every page', async ({ signedIn: page }) => {
  for (const { name, path } of pages) {
    await page.keyboard.press('Control+k');
    const search = page.getByRole('dialog').getByRole('combobox');
    await expect(search).toBeFocused();
    await search.fill(name);
    if (name === 'Overview') await picture(page, 'frame-1-palette');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(path === '/' ? /\/(#\/)?$/ : new RegExp(`#${path}(\\?|$)`));
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  }
});

test('the palette runs an action', async ({ signedIn: page }) => {
  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('combobox').fill('add an account');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toContainText(/session/i);
});

test('the palette finds an account by its name and by its ID, and a setting', async ({ signedIn: page }) => {
  const search = page.getByRole('dialog').getByRole('combobox');
  await open(page, '/accounts?account=12');
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByText('About the account')).toBeVisible();
  const name = (await drawer.getByRole('heading', { level: 2 }).first().textContent()) ?? '';
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  for (const typed of [name, '#12']) {
    await page.keyboard.press('Control+k');
    await search.fill(typed);
    // A customer has the same number.
    await page.locator('[role=option][data-command="record:account:12"]').click();
    await expect(page).toHaveURL(/account=12/);
    await expect(drawer).toContainText(name);
    await page.keyboard.press('Escape');
    await expect(drawer).toBeHidden();
  }
  await page.keyboard.press('Control+k');
  await search.fill('timeout');
  await picture(page, 'frame-5-palette-setting');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Give up after' })).toBeFocused();
});

test('light, dark and density are chosen and kept', async ({ signedIn: page }) => {
  await open(page, '/settings');
  await page.getByText('Dark', { exact: true }).click();
  await page.getByText('Compact', { exact: true }).click();
  const html = page.locator('html');
  await expect(html).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await open(page, '/accounts');
  await expect(page.getByRole('grid').getByRole('row').nth(2)).toBeVisible();
  const compact = (await page.getByRole('grid').getByRole('row').nth(2).boundingBox())?.height ?? 0;
  await picture(page, 'frame-2-dark-compact');
  await page.reload();
  await expect(html).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await open(page, '/settings');
  await page.getByText('Light', { exact: true }).click();
  await page.getByText('Comfortable', { exact: true }).click();
  await expect(html).toHaveAttribute('data-mantine-color-scheme', 'light');
  await open(page, '/accounts');
  await expect(page.getByRole('grid').getByRole('row').nth(2)).toBeVisible();
  const comfortable = (await page.getByRole('grid').getByRole('row').nth(2).boundingBox())?.height ?? 0;
  expect(comfortable).toBeGreaterThan(compact);
});

test('everything is reached with the keyboard alone', async ({ signedIn: page }) => {
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(page).toHaveURL(/#\/accounts/);
  await expect(page.getByRole('grid').getByRole('row').nth(2)).toBeVisible();
  await page.getByRole('grid').focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(page.getByText('1 selected', { exact: true })).toBeVisible();
  await picture(page, 'frame-3-keyboard');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText(/shortcut/i);
  await picture(page, 'frame-4-shortcuts');
  await page.keyboard.press('Escape');
});

test('the first Tab offers to skip to the content', async ({ signedIn: page }) => {
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: /skip/i })).toBeFocused();
});

test('what is opened as soon as the page is there stays open', async ({ signedIn: page }) => {
  // The second time its code is there, so the page is shown at once.
  await open(page, '/settings/commission');
  await open(page, '/settings');
  await page.evaluate(async () => {
    window.location.hash = '#/settings/commission';
    const field = await new Promise<HTMLInputElement>((resolve) => {
      const look = () => {
        const found = document.querySelector<HTMLInputElement>('main input[aria-haspopup=listbox]');
        if (found === null) requestAnimationFrame(look);
        else resolve(found);
      };
      look();
    });
    field.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
    field.focus();
    field.click();
    // Longer than the page waits before it takes the focus.
    await new Promise((resolve) => setTimeout(resolve, 500));
  });
  await expect(page.getByRole('option', { name: 'Gaming' })).toBeVisible();
});

test('a drawer says that its record is not there, however soon that is known', async ({ signedIn: page }) => {
  for (const where of ['/accounts?account=999999', '/marketplace/orders?order=999999999']) {
    await open(page, where.split('?')[0] ?? where);
    await expect(page.getByRole('grid').getByRole('row').nth(1)).toBeVisible();
    await page.evaluate((hash) => {
      window.location.hash = hash;
    }, where);
    await expect(page.getByRole('dialog').getByRole('alert')).toContainText(
      /does not exist|There is no order/,
    );
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toBeHidden();
  }
});

test('when a new day begins in the workspace, an open page is read again', async ({ signedIn: page }) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  // It depends on no table: nothing but the day has it read again.
  const reads = () => asked.filter((url) => url.includes('system.about')).length;
  // The demo's workspace has the time zone of this machine, and so has the browser.
  await page.clock.install({ time: new Date(2026, 10, 29, 23, 59, 20) });
  await page.reload();
  await expect(page.getByText('This week').first()).toBeVisible();
  await page.clock.fastForward(20_000);
  const before = reads();
  expect(before).toBeGreaterThan(0);
  await page.clock.fastForward(40_000);
  await expect.poll(reads).toBeGreaterThan(before);
});

test('an address that is no page says so', async ({ signedIn: page }) => {
  await page.evaluate(() => {
    window.location.hash = '/nowhere';
  });
  await expect(page.getByText(/is not a page/i).first()).toBeVisible();
});

test('settings are validated, saved, and guarded against being lost', async ({ signedIn: page }) => {
  await open(page, '/settings');
  const pace = page.getByRole('textbox', { name: /pause between checks/i });
  await pace.fill('1.5');
  await page.getByRole('button', { name: /^save/i }).click();
  await expect(
    page
      .getByRole('status')
      .filter({ hasText: /^Saved/ })
      .first(),
  ).toBeVisible();
  await page.reload();
  await expect(page.getByRole('textbox', { name: /pause between checks/i })).toHaveValue(/1\.5/);
});
