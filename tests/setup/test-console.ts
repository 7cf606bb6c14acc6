import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { TRPCError } from '@trpc/server';
import { accountIdSchema, type AccountId } from '../../src/contract/ids.ts';
import { type Core, startCore } from '../../src/core/core.ts';
import type { Config } from '../../src/core/config/config.ts';
import type { Caller } from '../../src/core/rpc/caller.ts';
import { createCaller } from '../../src/core/rpc/trpc.ts';
import { wireErrorOf } from '../../src/core/rpc/wire-error.ts';
import { usualVaultConfig } from '../../src/core/vault/sources/choose-key-source.ts';
import { type LoopbackProxy, startLoopbackProxy } from './loopback-proxy.ts';
import { createTestDatabase, type TestDatabase } from './test-database.ts';

/** A console (its core, without a page) whose way to the database can be cut. */
export type TestConsole = {
  readonly testDatabase: TestDatabase;
  readonly proxy: LoopbackProxy;
  readonly config: Config;
  core(): Core;
  start(): Promise<Core>;
  stop(): Promise<void>;
  /** Calls a procedure as the local operator, or as somebody else. */
  call(procedure: string, input?: unknown, caller?: Partial<Caller>): Promise<unknown>;
  /** What the page would be told instead of an answer; null when there was one. */
  refusal(procedure: string, input?: unknown): Promise<unknown>;
  /** Adds accounts directly to the database. */
  addAccounts(count: number): Promise<readonly AccountId[]>;
  close(): Promise<void>;
};

type Procedures = Record<string, Record<string, (input?: unknown) => Promise<unknown>>>;

export async function createTestConsole(): Promise<TestConsole> {
  const testDatabase = await createTestDatabase();
  const url = new URL(testDatabase.url);
  const proxy = await startLoopbackProxy({ host: url.hostname, port: Number(url.port) });
  url.port = String(proxy.port);
  const config: Config = {
    databaseUrl: url.href,
    readDatabaseUrl: null,
    dataDir: mkdtempSync(path.join(tmpdir(), 'opsdeck-core-')),
    host: '127.0.0.1',
    port: 0,
    logLevel: 'debug',
    vault: usualVaultConfig,
    telegram: { kind: 'not-configured' },
  };
  let running: Core | null = null;

  function core(): Core {
    if (running === null) throw new Error('the console does not run');
    return running;
  }

  async function call(procedure: string, input?: unknown, caller: Partial<Caller> = {}): Promise<unknown> {
    const [domain = '', name = ''] = procedure.split('.');
    const { router, localOperator } = core();
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- called by name, with input of any shape
    const procedures = createCaller(router)({
      caller: { ...localOperator, ...caller },
    }) as unknown as Procedures;
    const called = procedures[domain]?.[name];
    if (called === undefined) throw new Error(`there is no ${procedure}`);
    return called(input);
  }

  async function stop(): Promise<void> {
    const stopping = running;
    running = null;
    await stopping?.close();
  }

  return {
    testDatabase,
    proxy,
    config,
    core,
    async start() {
      running = await startCore(config, { kind: 'host', demo: false });
      return running;
    },
    stop,
    call,
    async refusal(procedure, input) {
      try {
        await call(procedure, input);
        return null;
      } catch (error) {
        return error instanceof TRPCError ? wireErrorOf(error) : error;
      }
    },
    async addAccounts(count) {
      const { rows } = await testDatabase.pool.query<{ id: string }>(
        `insert into accounts (workspace_id, display_name)
         select $1, 'Account ' || n from generate_series(1, $2::int) as n returning id`,
        [core().workspace.id, count],
      );
      return rows.map(({ id }) => accountIdSchema.parse(Number(id)));
    },
    async close() {
      await stop();
      await proxy.close();
      await testDatabase.drop();
    },
  };
}
