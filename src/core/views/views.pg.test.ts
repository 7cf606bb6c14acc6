import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OperatorId, operatorIdSchema } from '#contract/ids.ts';
import type { SavedView } from '#contract/views.ts';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/test-database.ts';
import { startTestCache, type TestCache } from '../sync/testing/test-cache.ts';
import { openWorkspace } from '../workspaces/open-workspace.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { removeView } from './commands/remove-view.ts';
import { saveView } from './commands/save-view.ts';
import { viewsMirrors } from './mirror.ts';
import { listViews } from './queries/list-views.ts';

let testDatabase: TestDatabase;
let workspace: Workspace;
let copy: TestCache;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  ({ workspace } = await openWorkspace(testDatabase.database));
  copy = await startTestCache({ url: testDatabase.url, workspaceId: workspace.id, tables: viewsMirrors });
});
afterAll(async () => {
  await copy.close();
  await testDatabase.drop();
});

async function listed(owner: OperatorId, grid: string): Promise<SavedView[]> {
  await copy.caughtUp();
  return listViews(copy.cache, owner, grid);
}

const someone = () => operatorIdSchema.parse(randomUUID());
const view = { grid: 'accounts', name: 'Banned', state: { standings: ['banned'] } };

describe('saved views', () => {
  it('are listed by name, for their owner and grid only', async () => {
    const [ann, ben] = [someone(), someone()];
    await saveView(workspace, ann, view);
    await saveView(workspace, ann, { ...view, name: 'All' });
    await saveView(workspace, ann, { ...view, grid: 'orders' });
    expect((await listed(ann, 'accounts')).map((saved) => saved.name)).toEqual(['All', 'Banned']);
    expect(await listed(ben, 'accounts')).toEqual([]);
  });

  it('raises VIEW_NAME_TAKEN for a second one of that name, and keeps the first', async () => {
    const ann = someone();
    const first = await saveView(workspace, ann, view);
    await expect(saveView(workspace, ann, { ...view, state: {} })).rejects.toMatchObject({
      code: 'VIEW_NAME_TAKEN',
      details: { name: 'Banned' },
    });
    expect(await listed(ann, 'accounts')).toEqual([first]);
  });

  it('are removed by their owner only', async () => {
    const [ann, ben] = [someone(), someone()];
    const { id } = await saveView(workspace, ann, view);
    expect(await removeView(workspace, ben, id)).toEqual({ removed: false });
    expect(await removeView(workspace, ann, id)).toEqual({ removed: true });
    expect(await removeView(workspace, ann, id)).toEqual({ removed: false });
  });
});
