import { existsSync } from 'node:fs';
import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { debianBrowsers } from './scripts/debian-browsers.ts';
import { enterRunFolder } from './tests/setup/run-folder.ts';

enterRunFolder();
// Consoles and their threads load what the first of them has compiled: half of what a start costs.
process.env['NODE_COMPILE_CACHE'] ??= path.join(import.meta.dirname, 'node_modules/.cache/compiled');
// The same for how they find packages.
process.env['NODE_OPTIONS'] ??= `--import=${new URL('src/host/quick-start.ts', import.meta.url).href}`;

const browser = debianBrowsers.find(({ path: program }) => existsSync(program));

/**
 * Journeys through the real console: each file starts one of its own. Two cores, so two at a time. Those on copies of a demo come
 * last: it is made meanwhile.
 */
export default defineConfig({
  testDir: 'tests/e2e',
  projects: [
    { name: 'own', testMatch: '**/*.e2e.ts', testIgnore: '**/demo/*' },
    { name: 'demo', testMatch: '**/demo/*.e2e.ts' },
  ],
  globalSetup: './tests/e2e/support/prepare.ts',
  outputDir: 'test-results',
  timeout: 90_000,
  expect: { timeout: 15_000 },
  workers: 2,
  fullyParallel: false,
  // Two cores and a browser: a machine that is busy for a moment is no failure. The test run says what was flaky.
  retries: 1,
  reporter: 'list',
  use: {
    viewport: { width: 1280, height: 800 },
    // A browser that draws without a graphics card spends most of its time on what moves.
    contextOptions: { reducedMotion: 'reduce' },
    trace: 'on-first-retry',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(browser === undefined ? {} : { executablePath: browser.path }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
