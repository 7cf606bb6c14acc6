import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, expect, test, type ElectronApplication, type Page } from '@playwright/test';
import { electronBinary } from '../../scripts/electron-binary.ts';

const root = path.resolve(import.meta.dirname, '../..');
const binary = electronBinary();

if (binary === null) {
  process.stdout.write(
    '\n!!! The desktop suite is SKIPPED: there is no Electron here. Set ELECTRON_OVERRIDE_DIST_PATH or run `npx install-electron`.\n\n',
  );
}

test.describe('the desktop console', () => {
  test.skip(binary === null, 'no Electron binary (ELECTRON_OVERRIDE_DIST_PATH, or npx install-electron)');
  test.describe.configure({ mode: 'serial' });

  let dataDir: string;
  let desktop: ElectronApplication;
  let page: Page;

  // Electron refuses its own sandbox to root.
  const args = process.getuid?.() === 0 ? ['--no-sandbox', root] : [root];
  const environment = (): Record<string, string> => ({
    ...Object.fromEntries(
      Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
    ),
    OPSDECK_DATA_DIR: dataDir,
  });

  test.beforeAll(async () => {
    for (const tool of ['vite/bin/vite.js', 'electron-vite/bin/electron-vite.js']) {
      execFileSync(process.execPath, [path.join(root, 'node_modules', tool), 'build'], { cwd: root });
    }
    dataDir = mkdtempSync(path.join(tmpdir(), 'opsdeck-desktop-'));
    desktop = await _electron.launch({ executablePath: binary ?? '', args, env: environment() });
    page = await desktop.firstWindow();
  });
  test.afterAll(async () => {
    await desktop.close();
    rmSync(dataDir, { recursive: true, force: true });
  });

  test('shows the console without a sign-in', async () => {
    await expect(page.getByRole('navigation').first()).toBeVisible();
    expect(page.url()).toMatch(/^app:\/\/console\/index\.html/);
  });

  test('carries queries and streams', async () => {
    await page.evaluate(() => {
      window.location.hash = '/system';
    });
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText(dataDir).first()).toBeVisible();
  });

  test('gives the page nothing of Node or Electron but the bridge', async () => {
    const found = await page.evaluate(() => ({
      bridge: Object.keys(Reflect.get(globalThis, 'opsdeck') ?? {}).toSorted(),
      node: ['require', 'process', 'Buffer', 'module', 'ipcRenderer'].filter((name) => name in globalThis),
    }));
    expect(found).toEqual({ bridge: ['listen', 'send'], node: [] });
  });

  test('stays on its page, opens no window, asks for no permission', async () => {
    const address = page.url();
    await page.evaluate(() => {
      window.location.href = 'https://example.com/';
    });
    expect(await page.evaluate(() => window.open('file:///etc/passwd') === null)).toBe(true);
    expect(
      await page.evaluate(async () => (await navigator.permissions.query({ name: 'geolocation' })).state),
    ).toBe('denied');
    expect(page.url()).toBe(address);
    expect(desktop.windows()).toHaveLength(1);
  });

  test('serves nothing but the page', async () => {
    const statuses = await page.evaluate(() =>
      Promise.all(
        ['/..%2f..%2fpackage.json', '/missing.js'].map(async (target) => (await fetch(target)).status),
      ),
    );
    expect(statuses).toEqual([404, 404]);
  });

  test('runs once: a second start leaves at once', () => {
    const second = spawnSync(binary ?? '', args, { env: environment(), timeout: 30_000 });
    expect(second.status).toBe(0);
    expect(desktop.windows()).toHaveLength(1);
  });
});
