import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { operatorIdSchema } from '#contract/ids.ts';
import { type CommandKey, commandKeySchema } from '#contract/outbox.ts';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/test-database.ts';
import { serveDomain } from '../../rpc/app-router.ts';
import { createCaller, createRouter } from '../../rpc/trpc.ts';
import { startTestCache } from '../../sync/testing/test-cache.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { channelsRouter } from '../channels/router.ts';
import { listingsRouter } from '../listings/router.ts';
import { marketplaceMirrors, marketplaceRollups } from '../mirrors.ts';
import { marketplaceRouter } from '../router.ts';
import { openTestMarket } from './test-market.ts';

export type TestCatalogue = {
  readonly database: TestDatabase;
  readonly workspace: Workspace;
  /**
   * Calls a procedure, `channels.get` for one, as a page of this operator does; queries see what was committed before. Its
   * answer has any shape.
   */
  readonly call: (procedure: string, input: unknown, name?: string) => Promise<Record<string, unknown>>;
  close(): Promise<void>;
};

const none = { kind: 'no_account', reason: 'telegram_not_configured' } as const;
const reader = {
  readChannel: () => Promise.resolve(none),
  readPost: () => Promise.resolve(none),
  readRecentPosts: () => Promise.resolve(none),
};

/** The test market in a database of its own, with its channels and listings as the console serves them; without Telegram. */
export async function openTestCatalogue(): Promise<TestCatalogue> {
  const database = await createTestDatabase();
  const workspace: Workspace = { id: await openTestMarket(database.pool), database: database.database };
  // The market brought its own numbers.
  await database.pool.query('alter table listings alter column id restart with 1000');
  const copy = await startTestCache({
    url: database.url,
    workspaceId: workspace.id,
    tables: marketplaceMirrors,
    rollups: marketplaceRollups,
  });
  const served = {
    channels: channelsRouter(workspace, copy.cache, reader),
    listings: listingsRouter(workspace, copy.cache),
    marketplace: marketplaceRouter(workspace, copy.cache),
  };
  return {
    database,
    workspace,
    async call(procedure, input, name = 'Olga') {
      await copy.caughtUp();
      const [domain = '', procedureName = ''] = procedure.split('.');
      const router = Object.entries(served).find(([each]) => each === domain);
      if (router === undefined) throw new Error(`there is no ${domain}`);
      const caller = { operatorId: operatorIdSchema.parse(randomUUID()), name, role: 'admin' } as const;
      const procedures: Readonly<Record<string, unknown>> = createCaller(
        createRouter(serveDomain(domain, router[1])),
      )({ caller });
      const called = procedures[procedureName];
      if (typeof called !== 'function') throw new Error(`there is no ${procedure}`);
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- parsed by its own schema already
      return (await called(input)) as Record<string, unknown>;
    },
    async close() {
      await copy.close();
      await database.drop();
    },
  };
}

export const newKey = (): CommandKey => commandKeySchema.parse(randomUUID());

/** What a refused call rejects with. */
export const refusal = (code: string, details: Record<string, unknown> = {}) => ({
  cause: { code, details: expect.objectContaining(details) as unknown },
});
