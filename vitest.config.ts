import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const needsServers = ['**/*.pg.test.ts', '**/*.tg.test.ts'];
const everywhere = ['src', 'electron', 'bench', 'scripts', 'tests/transport'];

/**
 * `unit` runs at once; `servers` has a real Postgres for its whole run (see tests/setup). In both, a file has a process
 * of its own, and three files run at the same time.
 */
export default defineConfig({
  // Electron has no binary where tests run: its own modules are tested against a stand-in.
  resolve: { alias: { electron: fileURLToPath(new URL('electron/test/electron-stub.ts', import.meta.url)) } },
  test: {
    pool: 'forks',
    // One more than there are cores: the tests with servers wait a good deal of their time.
    maxWorkers: 3,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: everywhere.map((folder) => `${folder}/**/*.test.{ts,tsx}`),
          exclude: ['**/node_modules/**', ...needsServers],
          // A file of 100,000 rows takes its time on a machine that is busy.
          testTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'servers',
          environment: 'node',
          include: everywhere.flatMap((folder) => needsServers.map((pattern) => `${folder}/${pattern}`)),
          globalSetup: ['tests/setup/postgres-server.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
