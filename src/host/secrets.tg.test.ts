import { copyFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createTRPCUntypedClient } from '@trpc/client';
import { afterEach, expect, it } from 'vitest';
import { z } from 'zod';
import type { AppRouter } from '#contract/router-type.ts';
import { createTestPool, type TestPool } from '#core/accounts/testing/test-pool.ts';
import { startCore } from '#core/core.ts';
import { usualVaultConfig } from '#core/vault/sources/choose-key-source.ts';
import { type Sandbox, startSandbox } from '#sandbox/start-sandbox.ts';
import { desktopLink } from '#ui/transport/desktop-link.ts';
import {
  dumpDatabase,
  expectNoSecrets,
  plantSecrets,
  readDataFolder,
  readLogs,
  useConsole,
  useVerification,
} from '../../tests/setup/planted-secrets.ts';
import { startHostProcess } from '../../tests/setup/start-host.ts';
import { preloadBridge, startIpcConsole } from '../../tests/transport/serve-over-ipc.ts';

const recordSchema = z.record(z.string(), z.unknown());
const answerSchema = z.object({ result: z.object({ data: recordSchema }).optional() });

const dataOf = (text: string) => answerSchema.parse(JSON.parse(text)).result?.data ?? {};

const cleanUp: (() => void | Promise<void>)[] = [];
afterEach(async () => {
  for (const close of cleanUp.splice(0).toReversed()) await close();
});

async function startWorld(): Promise<{ pool: TestPool; sandbox: Sandbox }> {
  const pool = await createTestPool();
  cleanUp.push(() => pool.testDatabase.drop());
  const sandbox = await startSandbox({ count: 1 });
  cleanUp.push(() => sandbox.stop());
  return { pool, sandbox };
}

const wholeList = { filter: {}, sort: { column: 'id', descending: false }, offset: 0, limit: 100 };

it('planted secrets are found in no row, log, answer over HTTP, export and nothing that a crash prints', async () => {
  const { pool, sandbox } = await startWorld();
  const secrets = plantSecrets();
  const host = startHostProcess({
    databaseUrl: pool.testDatabase.url,
    workspaceKey: path.join(pool.dataDir, 'workspace.key'),
    server: sandbox,
    environment: { OPSDECK_LOG_LEVEL: 'trace' },
  });
  cleanUp.push(async () => {
    host.child.kill('SIGKILL');
    await host.exited;
  });
  const link = await host.ready;
  const token = new URL(link).searchParams.get('token') ?? '';
  const cookie = (await fetch(link, { redirect: 'manual' })).headers.getSetCookie()[0]?.split(';')[0] ?? '';
  expect(cookie).not.toBe('');

  let answers = '';
  async function ask(procedure: string, input?: unknown): Promise<string> {
    const response = await fetch(new URL(`/trpc/${procedure}`, link), {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json' },
      body: JSON.stringify(input),
    });
    return response.text();
  }
  async function call(procedure: string, input?: unknown): Promise<Record<string, unknown>> {
    const text = await ask(procedure, input);
    answers += `${text}\n`;
    return dataOf(text);
  }

  const { phone, code, exported } = await useConsole(call, sandbox, secrets);
  await call('accounts.list', wholeList);
  await pool.testDatabase.pool.query(
    `insert into customers (workspace_id, id, role, name) values ($1, 1, 'advertiser', 'Ada')`,
    [pool.workspace.id],
  );
  // What it answers is the one thing that may hold the document.
  const look = async (procedure: string, input?: unknown) => dataOf(await ask(procedure, input));
  await useVerification(call, look, 1, secrets);
  const dump = await dumpDatabase(pool.testDatabase.url);
  // One that cannot be stored, because its table has gone.
  await pool.testDatabase.pool.query('alter table account_sessions rename to account_sessions_away');
  await call('accounts.add', { session: secrets.unstoredSession });
  expect(answers).toContain('UNEXPECTED');
  host.child.kill('SIGABRT');
  await host.exited;

  const logs = readLogs(host.dataDir);
  expect(logs).toContain('unexpected error');
  const written = `${logs}\n${host.output().replaceAll(link, '')}`;
  const folder = readDataFolder(host.dataDir);
  expect(folder).toContain('SQLite format 3');
  expectNoSecrets({ dump, answers, written, exported }, secrets, code);
  // The codes of sign-ins are digits that anything may hold by chance.
  expectNoSecrets({ folder }, secrets, 'none');
  // What is no secret in the pool's own list is still none of the log's business, nor readable in an export.
  for (const text of [written, exported]) expect(text).not.toContain(phone);
  expect(written).not.toContain(token);
  expect(written).not.toContain(cookie.split('=')[1]);
}, 120_000);

it('planted secrets are in nothing that crosses from the main process to the page of the desktop', async () => {
  const { pool, sandbox } = await startWorld();
  const secrets = plantSecrets();
  const dataDir = mkdtempSync(path.join(tmpdir(), 'opsdeck-desktop-'));
  copyFileSync(path.join(pool.dataDir, 'workspace.key'), path.join(dataDir, 'workspace.key'));
  const core = await startCore(
    {
      databaseUrl: pool.testDatabase.url,
      readDatabaseUrl: null,
      dataDir,
      host: '127.0.0.1',
      port: 0,
      logLevel: 'trace',
      vault: usualVaultConfig,
      telegram: sandbox.server,
    },
    { kind: 'desktop', demo: false },
  );
  let closing: Promise<void> | null = null;
  const closeCore = (): Promise<void> => (closing ??= core.close());
  cleanUp.push(closeCore);
  const desktop = startIpcConsole(core.router, core.localOperator);
  cleanUp.push(() => desktop.server.close());
  const bridge = await preloadBridge();
  let traffic = '';
  cleanUp.push(bridge.listen((text) => void (traffic += `${text}\n`)));
  const client = createTRPCUntypedClient<AppRouter>({ links: [desktopLink(bridge)] });

  async function command(procedure: string, input?: unknown): Promise<Record<string, unknown>> {
    const answer: unknown = await client.mutation(procedure, input).catch(() => null);
    return recordSchema.safeParse(answer).data ?? {};
  }

  const { code, exported } = await useConsole(command, sandbox, secrets);
  expect(traffic).toContain('SESSION_MALFORMED');
  expect(traffic).toContain(JSON.stringify(exported.slice(-40)).slice(1, -1));
  const accounts = recordSchema.parse(await client.query('accounts.list', wholeList));
  expect(accounts['total']).toBe(2);
  await pool.testDatabase.pool.query('alter table account_sessions rename to account_sessions_away');
  await command('accounts.add', { session: secrets.unstoredSession });
  expect(traffic).toContain('UNEXPECTED');
  await closeCore();
  const written = `${desktop.log()}\n${readLogs(dataDir)}`;
  expectNoSecrets({ traffic, written }, secrets, code);
}, 120_000);
