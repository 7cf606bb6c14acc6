/**
 * A console without a page, for tests that kill it. With `queue` it changes labels, one after another, and says which it was
 * told are kept; with `send` it only runs, and sends what waits.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { startCore } from '../../core.ts';
import { createCaller } from '../../rpc/trpc.ts';
import { usualVaultConfig } from '../../vault/sources/choose-key-source.ts';

const [databaseUrl = '', dataDir = '', mode = '', round = '', account = ''] = process.argv.slice(2);
const core = await startCore(
  {
    databaseUrl,
    readDatabaseUrl: null,
    dataDir,
    host: '127.0.0.1',
    port: 0,
    logLevel: 'error',
    vault: usualVaultConfig,
    telegram: { kind: 'not-configured' },
  },
  { kind: 'host', demo: false },
);
process.stdout.write('started\n');

type Procedures = Record<string, Record<string, (input: unknown) => Promise<unknown>>>;
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- called by name
const procedures = createCaller(core.router)({ caller: core.localOperator }) as unknown as Procedures;

for (let change = 0; mode === 'queue'; change += 1) {
  const label = `${round}.${change}`;
  const selection = { kind: 'ids', ids: [Number(account)] };
  await procedures['accounts']?.['changeLabels']?.({
    selection,
    add: [label],
    remove: [`${round}.${change - 1}`],
  });
  process.stdout.write(`kept ${label}\n`);
}
await sleep(600_000);
