// `npm run test:long [-- SECONDS]`: the tests that write under fire, for five minutes or as long as it is said, and
// ten thousand histories of the marketplace instead of three hundred.
import { spawnSync } from 'node:child_process';

const seconds = process.argv[2] ?? '300';
const { status } = spawnSync(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--project',
    'servers',
    'src/core/sync/under-fire',
    'src/core/sync/killed-process',
    'src/core/marketplace/marketplace-histories',
  ],
  { stdio: 'inherit', env: { ...process.env, OPSDECK_TEST_SECONDS: seconds, OPSDECK_TEST_LONG: '1' } },
);
process.exitCode = status ?? 1;
