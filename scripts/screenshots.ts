// `npm run screenshots`: every page of the demo, in both themes, on a desk and on a phone, into out/screenshots.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { ensureChromium } from './chromium.ts';

const root = path.resolve(import.meta.dirname, '..');
const folder = path.join(root, 'out', 'screenshots');

/** What is pictured: every page, and what opens over one. */
const views = [
  { name: 'overview', hash: '/' },
  { name: 'accounts', hash: '/accounts' },
  { name: 'account', hash: '/accounts?account=2' },
  { name: 'account-add', hash: '/accounts?add=true' },
  { name: 'account-sessions', hash: '/accounts?account=2&part=sessions' },
  { name: 'account-history', hash: '/accounts?account=2&part=history' },
  { name: 'import', hash: '/accounts/import' },
  { name: 'checks', hash: '/accounts/checks' },
  { name: 'analytics-platform', hash: '/analytics/platform' },
  { name: 'analytics-editor', hash: '/analytics/editor' },
  { name: 'analytics-category', hash: '/analytics/category?period=months12' },
  { name: 'analytics-cohorts', hash: '/analytics/customers' },
  { name: 'system', hash: '/system' },
  { name: 'security', hash: '/security' },
  { name: 'settings', hash: '/settings' },
  { name: 'gallery', hash: '/gallery' },
];

const devices = [
  { name: 'desk', viewport: { width: 1280, height: 800 } },
  { name: 'phone', viewport: { width: 390, height: 844 } },
];

async function startDemo(dataDir: string): Promise<{ link: string; stop: () => Promise<void> }> {
  const child = spawn(process.execPath, ['src/host/demo.ts'], {
    cwd: root,
    env: { ...process.env, OPSDECK_DATA_DIR: dataDir, OPSDECK_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  let output = '';
  const link = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const found = /https?:\/\/\S+\/sign-in\?\S+/.exec(output)?.[0];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', () => reject(new Error('the demo did not start')));
  });
  return {
    link,
    async stop() {
      child.kill('SIGINT');
      await exited;
    },
  };
}

async function takeAll(page: Page, origin: string, prefix: string): Promise<void> {
  for (const view of views) {
    // By way of an empty page, so that nothing of the view before is left open.
    await page.goto('about:blank');
    await page.goto(`${origin}/#${view.hash}`);
    await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' });
    await page.waitForLoadState('networkidle');
    await page.waitForTimeout(400);
    const file = path.join(folder, `${prefix}-${view.name}.png`);
    await page.screenshot({ path: file, animations: 'disabled' });
    process.stdout.write(`${path.relative(root, file)}\n`);
  }
}

const executablePath = ensureChromium();
mkdirSync(folder, { recursive: true });
const dataDir = mkdtempSync(path.join(tmpdir(), 'opsdeck-screenshots-'));
const demo = await startDemo(dataDir);
const browser = await chromium.launch({
  ...(executablePath === null ? {} : { executablePath }),
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  const signedIn = await browser.newContext();
  const first = await signedIn.newPage();
  await first.goto(demo.link);
  await first.getByRole('navigation').first().waitFor();
  const origin = new URL(first.url()).origin;
  const storageState = await signedIn.storageState();
  for (const device of devices) {
    for (const colorScheme of ['light', 'dark'] as const) {
      const context = await browser.newContext({ storageState, viewport: device.viewport, colorScheme });
      await takeAll(await context.newPage(), origin, `${device.name}-${colorScheme}`);
      await context.close();
    }
  }
} finally {
  await browser.close();
  await demo.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
