import { randomUUID } from 'node:crypto';
import { drizzle } from 'drizzle-orm/node-postgres';
import type { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { OpsdeckError } from '#contract/errors.ts';
import { operatorIdSchema } from '#contract/ids.ts';
import { commandKeySchema } from '#contract/outbox.ts';
import { type LoopbackProxy, startLoopbackProxy } from '../../../../tests/setup/loopback-proxy.ts';
import { openTestPool } from '../../../../tests/setup/open-test-pool.ts';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/test-database.ts';
import { backendError } from '../../backend/backend-error.ts';
import { openWorkspace } from '../../workspaces/open-workspace.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { applyOnce, type KeyedCall } from './apply-once.ts';

let testDatabase: TestDatabase;
let proxy: LoopbackProxy;
let pool: Pool;
let workspace: Workspace;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  const { workspace: direct } = await openWorkspace(testDatabase.database);
  const url = new URL(testDatabase.url);
  proxy = await startLoopbackProxy({ host: url.hostname, port: Number(url.port) });
  url.port = String(proxy.port);
  // One connection: nothing else passes through the cable.
  pool = openTestPool({ connectionString: url.href, max: 1 });
  workspace = { id: direct.id, database: drizzle({ client: pool }) };
});
afterAll(async () => {
  await pool.end();
  await proxy.close();
  await testDatabase.drop();
});

const keyed = (): KeyedCall => ({
  key: commandKeySchema.parse(randomUUID()),
  command: 'test',
  caller: { operatorId: operatorIdSchema.parse(randomUUID()), name: 'Ann', role: 'admin' },
});
const refuse = () => Promise.reject(new OpsdeckError('NOT_FOUND', { what: 'The thing' }));

it('a second sending hears the answer of the first, whatever would be refused by now', async () => {
  const call = keyed();
  expect(await applyOnce(workspace, call, () => Promise.resolve({ done: 1 }))).toEqual({ done: 1 });
  expect(await applyOnce(workspace, call, () => Promise.resolve({ done: 2 }))).toEqual({ done: 1 });
  expect(await applyOnce(workspace, call, refuse)).toEqual({ done: 1 });
});

it('a refusal of what never took effect is the answer', async () => {
  await expect(applyOnce(workspace, keyed(), refuse)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('a refusal is no answer while nobody can look whether the key took effect: that the database is away is', async () => {
  const call = keyed();
  await applyOnce(workspace, call, () => Promise.resolve({ done: 1 }));
  let answers = 0;
  const sentAgain: unknown = await applyOnce(workspace, call, () => {
    proxy.onAnswer(() => {
      answers += 1;
      // The first answer is to the rollback, the second to the look.
      if (answers === 2) void proxy.cut();
    });
    return refuse();
  }).catch((error: unknown) => error);
  proxy.onAnswer(null);
  await proxy.mend();
  expect(answers).toBe(2);
  expect(sentAgain).not.toMatchObject({ code: 'NOT_FOUND' });
  expect(backendError(sentAgain)).not.toBeNull();
  expect(await applyOnce(workspace, call, refuse)).toEqual({ done: 1 });
});
