import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { roles } from '#contract/permissions.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/setup/test-database.ts';
import type { Config } from './config/config.ts';
import { type Core, startCore } from './core.ts';
import type { Caller } from './rpc/caller.ts';
import { createCaller } from './rpc/trpc.ts';
import { usualVaultConfig } from './vault/sources/choose-key-source.ts';

let testDatabase: TestDatabase;
let config: Config;
let core: Core;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  config = {
    databaseUrl: testDatabase.url,
    readDatabaseUrl: null,
    dataDir: mkdtempSync(path.join(tmpdir(), 'opsdeck-core-')),
    host: '127.0.0.1',
    port: 0,
    logLevel: 'debug',
    vault: usualVaultConfig,
    telegram: { kind: 'not-configured' },
  };
  core = await startCore(config, { kind: 'host', demo: false });
  await vi.waitUntil(() => core.cache.caughtUp(1_000), { timeout: 30_000 });
});
afterAll(async () => {
  await core.close();
  await testDatabase.drop();
});

type Procedures = Record<string, Record<string, (input?: unknown) => Promise<unknown>>>;

function call(procedure: string, input?: unknown, caller: Partial<Caller> = {}): Promise<unknown> {
  const [domain = '', name = ''] = procedure.split('.');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- called by name, with input of any shape
  const procedures = createCaller(core.router)({
    caller: { ...core.localOperator, ...caller },
  }) as unknown as Procedures;
  const called = procedures[domain]?.[name];
  if (called === undefined) throw new Error(`there is no ${procedure}`);
  return called(input);
}

describe('the core', () => {
  it('says what it is and what it stands on, without credentials', async () => {
    const about = await call('system.about');
    expect(about).toMatchObject({
      shell: 'host',
      operator: { name: 'Administrator', role: 'admin' },
      backend: { kind: 'server' },
      telegram: { kind: 'not-configured' },
    });
    expect(JSON.stringify(about)).not.toContain(new URL(testDatabase.url).password);
  });

  it('refuses a second core on its data folder and stays up', async () => {
    // In one process the lock is SQLite's own; across processes src/host/start-failures.pg.test.ts proves it.
    await expect(startCore(config, { kind: 'host', demo: false })).rejects.toMatchObject({
      code: 'ALREADY_RUNNING',
    });
    await expect(call('accounts.statistics')).resolves.toMatchObject({ total: 0 });
  });

  it('lets a role do what it may and nothing else', async () => {
    for (const role of roles) {
      await expect(call('accounts.statistics', undefined, { role })).resolves.toBeDefined();
      const saving = call(
        'settings.saveAccountChecks',
        { paceMs: 1, concurrency: 1, deadlineMs: 1_000 },
        { role },
      );
      if (role === 'admin') await expect(saving).resolves.toBeDefined();
      else await expect(saving).rejects.toMatchObject({ cause: { code: 'FORBIDDEN' } });
    }
  });

  it('answers hostile input with INVALID_INPUT and changes nothing', async () => {
    const hostile = [
      undefined,
      null,
      0,
      '',
      [],
      {},
      { session: 1 },
      { session: 'x'.repeat(5_000) },
      { session: '' },
    ];
    for (const input of hostile) {
      await expect(call('accounts.add', input)).rejects.toMatchObject({ cause: { code: 'INVALID_INPUT' } });
    }
    await expect(
      call('accounts.list', { filter: {}, sort: { column: 'drop', descending: 1 } }),
    ).rejects.toMatchObject({
      cause: { code: 'INVALID_INPUT' },
    });
    await expect(call('accounts.statistics')).resolves.toMatchObject({ total: 0 });
  });

  it('writes what a page reports to the log, under the number the person sees', async () => {
    await expect(
      call('system.reportError', { message: 'it broke', stack: 'at x', page: '/accounts' }),
    ).resolves.toMatchObject({ reference: expect.stringMatching(/^[0-9a-f]{8}$/) as unknown });
  });
});
