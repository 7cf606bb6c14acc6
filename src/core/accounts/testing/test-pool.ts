import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AccountId } from '#contract/ids.ts';
import { vaultMirrors } from '../../vault/mirror.ts';
import type { CacheReads } from '../../cache/cache.ts';
import { startTestCache, type TestCache } from '../../sync/testing/test-cache.ts';
import { openVault, type Vault } from '../../vault/open-vault.ts';
import { openWorkspace } from '../../workspaces/open-workspace.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { encodeSession } from '../../telegram/session-string.ts';
import type { SessionString } from '../../telegram/driver.ts';
import { createTestDatabase, type TestDatabase } from '../../../../tests/setup/test-database.ts';
import { accountFilterSchema, type AccountSelection } from '#contract/accounts.ts';
import { addAccount } from '../commands/add-account.ts';
import { accountsMirrors } from '../mirror.ts';

/** A workspace with a vault and a local copy, in a database of the test's own. */
export type TestPool = {
  readonly testDatabase: TestDatabase;
  readonly workspace: Workspace;
  readonly vault: Vault;
  /** The local copy. Like an operator after a command, whoever reads it sees all that was committed before. */
  readonly cache: CacheReads;
  readonly dataDir: string;
  add(session?: SessionString, name?: string): Promise<AccountId>;
};

export async function createTestPool(): Promise<TestPool> {
  const testDatabase = await createTestDatabase();
  const { workspace } = await openWorkspace(testDatabase.database);
  const dataDir = mkdtempSync(path.join(tmpdir(), 'opsdeck-pool-'));
  const vault = await openVault(workspace, path.join(dataDir, 'workspace.key'));
  let copy: Promise<TestCache> | null = null;
  // Most tests of commands never read it, and its threads take a moment to start.
  const startCopy = () =>
    (copy ??= startTestCache({
      url: testDatabase.url,
      workspaceId: workspace.id,
      tables: [...accountsMirrors, ...vaultMirrors],
    }));
  return {
    testDatabase: {
      ...testDatabase,
      async drop() {
        await (await copy)?.close();
        await testDatabase.drop();
      },
    },
    workspace,
    vault,
    cache: readingAll(startCopy),
    dataDir,
    async add(session = inventSession(), name = '') {
      return (await addAccount(workspace, vault, { session, displayName: name, labels: [] })).id;
    },
  };
}

function readingAll(start: () => Promise<TestCache>): CacheReads {
  async function current(): Promise<CacheReads> {
    const copy = await start();
    await copy.caughtUp();
    return copy.cache;
  }
  return {
    rows: async (query, row) => (await current()).rows(query, row),
    together: async (queries) => (await current()).together(queries),
  };
}

/** A well-formed session of nobody. */
export function inventSession(): SessionString {
  return encodeSession({ dataCentre: 2, address: '127.0.0.1', port: 443, authKey: randomBytes(256) });
}

export const everyAccount: AccountSelection = { kind: 'filter', filter: accountFilterSchema.parse({}) };

export function inventHolder(name = 'test') {
  return { id: randomUUID(), name };
}
