import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { enterRunFolder } from './tests/setup/run-folder.ts';

enterRunFolder();
// Consoles, sandboxes and threads that tests start load what the first of them has compiled: half of what a start costs.
process.env['NODE_COMPILE_CACHE'] ??= path.join(import.meta.dirname, 'node_modules/.cache/compiled');
// The same for how they find packages.
process.env['NODE_OPTIONS'] ??= `--import=${new URL('src/host/quick-start.ts', import.meta.url).href}`;

const needsServers = ['**/*.pg.test.ts', '**/*.tg.test.ts'];
const everywhere = ['src', 'electron', 'bench', 'scripts', 'tests/transport'];

/**
 * `unit` runs at once; `servers` has a real Postgres for its whole run (see tests/setup). Four files run at the same time: those
 * of `unit` in processes that go on with the next file and keep the modules they have (loading them anew was half of what these
 * tests cost), those of `servers` each in a process of its own.
 */
export default defineConfig({
  // Electron has no binary where tests run: its own modules are tested against a stand-in.
  resolve: { alias: { electron: fileURLToPath(new URL('electron/test/electron-stub.ts', import.meta.url)) } },
  test: {
    pool: 'forks',
    // Two more than there are cores: the tests with servers wait a good deal of their time.
    maxWorkers: 4,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: everywhere.map((folder) => `${folder}/**/*.test.{ts,tsx}`),
          exclude: ['**/node_modules/**', ...needsServers],
          isolate: false,
          // A file of 100,000 rows takes its time on a machine that is busy.
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'servers',
          environment: 'node',
          include: everywhere.flatMap((folder) => needsServers.map((pattern) => `${folder}/${pattern}`)),
          globalSetup: ['tests/setup/postgres-server.ts'],
          setupFiles: ['tests/setup/count-failed-tests.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // As with the journeys: the test run names what passed only the second time, and why it failed before.
          retry: 1,
        },
      },
    ],
  },
});
