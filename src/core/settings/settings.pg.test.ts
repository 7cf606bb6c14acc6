import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/test-database.ts';
import { startTestCache, type TestCache } from '../sync/testing/test-cache.ts';
import { openWorkspace } from '../workspaces/open-workspace.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { saveSettingsSection } from './commands/save-settings-section.ts';
import { settingsMirrors } from './mirror.ts';
import { readCachedSettings } from './queries/read-cached-settings.ts';
import { readSettings } from './queries/read-settings.ts';

let testDatabase: TestDatabase;
let workspace: Workspace;
let copy: TestCache;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  ({ workspace } = await openWorkspace(testDatabase.database));
  copy = await startTestCache({ url: testDatabase.url, workspaceId: workspace.id, tables: settingsMirrors });
});
afterAll(async () => {
  await copy.close();
  await testDatabase.drop();
});

describe('settings', () => {
  it('start with a polite pace of one check every two seconds', async () => {
    const { accountChecks, verification } = await readSettings(workspace);
    expect(verification).toEqual({ documentsKeptDays: 30 });
    expect(accountChecks).toEqual({ paceMs: 2_000, concurrency: 8, deadlineMs: 15_000 });
    expect(await readCachedSettings(copy.cache)).toMatchObject({ accountChecks });
  });

  it('keep what was saved', async () => {
    const accountChecks = { paceMs: 500, concurrency: 4, deadlineMs: 9_000 };
    expect(await saveSettingsSection(workspace, 'accountChecks', accountChecks)).toMatchObject({
      accountChecks,
    });
    expect(await readSettings(workspace)).toMatchObject({ accountChecks });
    await copy.caughtUp();
    expect(await readCachedSettings(copy.cache)).toMatchObject({ accountChecks });
  });
});
