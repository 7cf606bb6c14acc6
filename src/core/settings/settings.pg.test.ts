import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/test-database.ts';
import { openWorkspace } from '../workspaces/open-workspace.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { saveSettingsSection } from './commands/save-settings-section.ts';
import { readSettings } from './queries/read-settings.ts';

let testDatabase: TestDatabase;
let workspace: Workspace;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  ({ workspace } = await openWorkspace(testDatabase.database));
});
afterAll(() => testDatabase.drop());

describe('settings', () => {
  it('start with a polite pace of one check every two seconds', async () => {
    const { accountChecks } = await readSettings(workspace);
    expect(accountChecks).toEqual({ paceMs: 2_000, concurrency: 8, deadlineMs: 15_000 });
  });

  it('keep what was saved', async () => {
    const accountChecks = { paceMs: 500, concurrency: 4, deadlineMs: 9_000 };
    expect(await saveSettingsSection(workspace, 'accountChecks', accountChecks)).toEqual({ accountChecks });
    expect(await readSettings(workspace)).toEqual({ accountChecks });
  });
});
