import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TRPCError } from '@trpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LoopbackProxy, startLoopbackProxy } from '../../tests/setup/loopback-proxy.ts';
import { createTestDatabase, type TestDatabase } from '../../tests/setup/test-database.ts';
import type { Config } from './config/config.ts';
import { type Core, startCore } from './core.ts';
import { createCaller } from './rpc/trpc.ts';
import { wireErrorOf } from './rpc/wire-error.ts';
import { usualVaultConfig } from './vault/sources/choose-key-source.ts';

/** A busy machine is no failure. */
const patience = { timeout: 45_000 };

let testDatabase: TestDatabase;
let proxy: LoopbackProxy;
let config: Config;
let core: Core | null = null;

beforeEach(async () => {
  testDatabase = await createTestDatabase();
  const url = new URL(testDatabase.url);
  proxy = await startLoopbackProxy({ host: url.hostname, port: Number(url.port) });
  url.port = String(proxy.port);
  config = {
    databaseUrl: url.href,
    readDatabaseUrl: null,
    dataDir: mkdtempSync(path.join(tmpdir(), 'opsdeck-core-')),
    host: '127.0.0.1',
    port: 0,
    logLevel: 'debug',
    vault: usualVaultConfig,
    telegram: { kind: 'not-configured' },
  };
});
afterEach(async () => {
  await stop();
  await proxy.close();
  await testDatabase.drop();
});

async function start(): Promise<Core> {
  core = await startCore(config, { kind: 'host', demo: false });
  return core;
}

async function stop(): Promise<void> {
  await core?.close();
  core = null;
}

type Procedures = Record<string, Record<string, (input?: unknown) => Promise<unknown>>>;

function call(running: Core, procedure: string, input?: unknown): Promise<unknown> {
  const [domain = '', name = ''] = procedure.split('.');
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- called by name, with input of any shape
  const procedures = createCaller(running.router)({
    caller: running.localOperator,
  }) as unknown as Procedures;
  const called = procedures[domain]?.[name];
  if (called === undefined) throw new Error(`there is no ${procedure}`);
  return called(input);
}

/** What the page is told instead of an answer. */
async function refusal(attempt: Promise<unknown>): Promise<unknown> {
  const error: unknown = await attempt.then(
    () => null,
    (failure: unknown) => failure,
  );
  return error instanceof TRPCError ? wireErrorOf(error) : error;
}

const away = { code: 'BACKEND_AWAY' };

/** A console that worked once, and has a local copy. */
async function workedBefore(): Promise<Core['localOperator']> {
  const { localOperator } = await start();
  await stop();
  mkdirSync(path.join(config.dataDir, 'cache'), { recursive: true });
  writeFileSync(path.join(config.dataDir, 'cache', 'cache-000001.sqlite'), '');
  return localOperator;
}

const settings = { paceMs: 100, concurrency: 2, deadlineMs: 10_000 };

describe('a start without the database', () => {
  it('is refused where there is no local copy, with today’s advice', async () => {
    await proxy.cut();
    await expect(start()).rejects.toMatchObject({ code: 'BACKEND_UNREACHABLE' });
  });

  it('succeeds on the local copy, refuses at once what it cannot do, and opens the rest when it is back', async () => {
    const operator = await workedBefore();
    await proxy.cut();
    const running = await start();
    expect(running.localOperator).toEqual(operator);
    await expect(call(running, 'system.about')).resolves.toMatchObject({
      workspace: { name: 'My workspace' },
      backend: { version: null, migration: null, sizeBytes: null },
    });
    expect(await refusal(call(running, 'settings.saveAccountChecks', settings))).toEqual({
      code: 'BACKEND_AWAY',
      details: { problem: 'nothing listens there' },
    });
    expect(await refusal(call(running, 'vault.rotate'))).toMatchObject(away);
    await proxy.mend();
    await expect
      .poll(
        () =>
          call(running, 'settings.saveAccountChecks', settings)
            .then(() => 'saved')
            .catch(() => 'away'),
        patience,
      )
      .toBe('saved');
    await expect
      .poll(
        () =>
          call(running, 'vault.rotate')
            .then(() => 'done')
            .catch(() => 'away'),
        patience,
      )
      .toBe('done');
    await expect(call(running, 'system.about')).resolves.toMatchObject({
      backend: { version: expect.stringMatching(/^\d+/) as unknown },
    });
  });

  it('does not wait for a network that swallows everything', async () => {
    await workedBefore();
    proxy.stall();
    const running = await start();
    expect(await refusal(call(running, 'settings.saveAccountChecks', settings))).toMatchObject(away);
    proxy.heal();
    await expect
      .poll(
        () =>
          call(running, 'settings.saveAccountChecks', settings)
            .then(() => 'saved')
            .catch(() => 'away'),
        patience,
      )
      .toBe('saved');
  });

  it('is for the database that the copy was made of: raises OTHER_WORKSPACE in the log, and changes nothing, for another', async () => {
    await workedBefore();
    await proxy.cut();
    const running = await start();
    await testDatabase.pool.query('truncate workspaces cascade');
    await proxy.mend();
    await expect
      .poll(
        () =>
          readFileSync(path.join(config.dataDir, 'logs', 'opsdeck.1.log'), 'utf8').includes('not the one'),
        patience,
      )
      .toBe(true);
    expect(await refusal(call(running, 'settings.saveAccountChecks', settings))).not.toBeNull();
  });
});

describe('while it runs', () => {
  it('a call that waits for a database that fell silent is ended: raises BACKEND_AWAY', async () => {
    const running = await start();
    proxy.stall();
    expect(await refusal(call(running, 'settings.saveAccountChecks', settings))).toMatchObject(away);
    await expect.poll(() => running.backend.state().state, patience).toBe('offline');
    expect(await refusal(call(running, 'settings.saveAccountChecks', settings))).toMatchObject(away);
    proxy.heal();
    await expect.poll(() => running.backend.state().state, patience).toBe('online');
    await call(running, 'settings.saveAccountChecks', settings);
  });
});
