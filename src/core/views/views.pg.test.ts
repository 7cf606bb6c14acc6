import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operatorIdSchema, savedViewIdSchema } from '#contract/ids.ts';
import type { Role } from '#contract/permissions.ts';
import { viewFileFormat, writeViewFile } from '#contract/view-file.ts';
import type { ViewPage } from '#contract/view-pages.ts';
import { mostViewsOfPage, type SavedView } from '#contract/views.ts';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/test-database.ts';
import type { Caller } from '../rpc/caller.ts';
import { startTestCache, type TestCache } from '../sync/testing/test-cache.ts';
import { workspacesMirrors } from '../workspaces/mirror.ts';
import { openWorkspace } from '../workspaces/open-workspace.ts';
import { operators } from '../workspaces/schema.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { changeView } from './commands/change-view.ts';
import { importViews } from './commands/import-views.ts';
import { removeView } from './commands/remove-view.ts';
import { type NewView, saveView } from './commands/save-view.ts';
import { setDefault } from './commands/set-default.ts';
import { viewsMirrors } from './mirror.ts';
import { listDefaults, listViews } from './queries/list-views.ts';

let testDatabase: TestDatabase;
let workspace: Workspace;
let copy: TestCache;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  ({ workspace } = await openWorkspace(testDatabase.database));
  copy = await startTestCache({
    url: testDatabase.url,
    workspaceId: workspace.id,
    tables: [...workspacesMirrors, ...viewsMirrors],
  });
});
afterAll(async () => {
  await copy.close();
  await testDatabase.drop();
});

async function operator(name: string, role: Role = 'media_buyer'): Promise<Caller> {
  const caller: Caller = { operatorId: operatorIdSchema.parse(randomUUID()), name, role };
  await workspace.database
    .insert(operators)
    .values({ workspaceId: workspace.id, id: caller.operatorId, name, role });
  return caller;
}

async function listed(caller: Caller, page: ViewPage = 'accounts'): Promise<SavedView[]> {
  await copy.caughtUp();
  return listViews(copy.cache, caller, page);
}

async function defaults(caller: Caller) {
  await copy.caughtUp();
  return listDefaults(copy.cache, caller);
}

/** Of this caller's own: the others of a test's neighbours are shared with everybody. */
const names = (views: readonly SavedView[]) => views.filter(({ mine }) => mine).map(({ name }) => name);

const view: NewView = {
  page: 'accounts',
  name: 'Banned',
  state: { search: { standing: ['banned'] } },
  shared: false,
};

describe('saved views', () => {
  it('are listed by name, for their owner and page only', async () => {
    const [ann, ben] = [await operator('Ann'), await operator('Ben')];
    const saved = await saveView(workspace, ann, view);
    await saveView(workspace, ann, { ...view, name: 'all' });
    await saveView(workspace, ann, { ...view, page: 'orders' });
    const found = await listed(ann);
    expect(names(found)).toEqual(['all', 'Banned']);
    expect(found).toContainEqual(saved);
    expect(names(await listed(ben))).toEqual([]);
  });

  it('raises VIEW_NAME_TAKEN for a second one of that name, and keeps the first', async () => {
    const ann = await operator('Ann');
    const first = await saveView(workspace, ann, view);
    await expect(saveView(workspace, ann, { ...view, state: {} })).rejects.toMatchObject({
      code: 'VIEW_NAME_TAKEN',
      details: { name: 'Banned' },
    });
    const other = await saveView(workspace, ann, { ...view, name: 'Other' });
    await expect(
      changeView(workspace, ann, { id: other.id, version: 1, name: 'Banned' }),
    ).rejects.toMatchObject({ code: 'VIEW_NAME_TAKEN' });
    expect(await listed(ann)).toContainEqual(first);
  });

  it('of one name saved at once by two windows are one', async () => {
    const ann = await operator('Ann');
    const saves = await Promise.allSettled(Array.from({ length: 4 }, () => saveView(workspace, ann, view)));
    expect(saves.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('are renamed and overwritten, and what is not named stays', async () => {
    const ann = await operator('Ann');
    const { id } = await saveView(workspace, ann, view);
    expect(await changeView(workspace, ann, { id, version: 1, name: 'Lost' })).toEqual({ version: 2 });
    await changeView(workspace, ann, { id, version: 2, state: { search: { full: true } } });
    expect((await listed(ann)).find((each) => each.id === id)).toMatchObject({
      version: 3,
      name: 'Lost',
      state: { search: { full: true } },
      shared: false,
    });
  });

  it('raises VIEW_CHANGED_BY_OTHER instead of overwriting what nobody has seen', async () => {
    const ann = await operator('Ann');
    const { id } = await saveView(workspace, ann, view);
    await changeView(workspace, ann, { id, version: 1, state: { search: { q: 'first' } } });
    await expect(
      changeView(workspace, ann, { id, version: 1, state: { search: { q: 'second' } } }),
    ).rejects.toMatchObject({ code: 'VIEW_CHANGED_BY_OTHER' });
    expect((await listed(ann)).find((each) => each.id === id)?.state).toEqual({ search: { q: 'first' } });
  });

  it('raises VIEW_LIMIT_REACHED beyond what anybody finds again', async () => {
    const ann = await operator('Ann');
    for (let begun = 0; begun < mostViewsOfPage; begun += 100) {
      const many = Array.from({ length: 100 }, (_, index) => ({
        page: 'listings' as const,
        name: `${begun + index}`,
        state: {},
      }));
      await importViews(workspace, ann.operatorId, writeViewFile(many));
    }
    await expect(
      saveView(workspace, ann, { ...view, page: 'listings', name: 'One more' }),
    ).rejects.toMatchObject({ code: 'VIEW_LIMIT_REACHED' });
    const one = writeViewFile([{ page: 'listings', name: 'One more', state: {} }]);
    await expect(importViews(workspace, ann.operatorId, one)).rejects.toMatchObject({
      code: 'VIEW_LIMIT_REACHED',
    });
  });
});

describe('a shared view', () => {
  it('is seen by everybody, and changed by its owner and administrators only: raises VIEW_NOT_YOURS', async () => {
    const [ann, ben, ada] = [await operator('Ann'), await operator('Ben'), await operator('Ada', 'admin')];
    const { id } = await saveView(workspace, ann, { ...view, shared: true });
    const seenByBen = (await listed(ben)).find((each) => each.id === id);
    expect(seenByBen).toMatchObject({ owner: 'Ann', mine: false, mayChange: false, shared: true });
    const refused = { code: 'VIEW_NOT_YOURS', details: { name: 'Banned', owner: 'Ann' } };
    await expect(changeView(workspace, ben, { id, version: 1, name: 'Mine' })).rejects.toMatchObject(refused);
    await expect(changeView(workspace, ben, { id, version: 1, shared: false })).rejects.toMatchObject(
      refused,
    );
    await expect(removeView(workspace, ben, id)).rejects.toMatchObject(refused);
    expect((await listed(ada)).find((each) => each.id === id)).toMatchObject({
      mine: false,
      mayChange: true,
    });
    await changeView(workspace, ada, { id, version: 1, name: 'Of the team' });
    expect((await listed(ann)).find((each) => each.id === id)).toMatchObject({
      name: 'Of the team',
      mine: true,
    });
    expect(await removeView(workspace, ada, id)).toEqual({ removed: true });
  });

  it('that is taken back is gone for the others, also as what their page opens with', async () => {
    const [ann, ben] = [await operator('Ann'), await operator('Ben')];
    const { id } = await saveView(workspace, ann, { ...view, shared: true });
    await setDefault(workspace, ben.operatorId, { page: 'accounts', id });
    expect(await defaults(ben)).toEqual([{ page: 'accounts', id, state: view.state }]);
    expect((await listed(ben)).find((each) => each.id === id)?.isDefault).toBe(true);
    expect((await listed(ann)).find((each) => each.id === id)?.isDefault).toBe(false);
    await changeView(workspace, ann, { id, version: 1, shared: false });
    expect((await listed(ben)).some((each) => each.id === id)).toBe(false);
    expect(await defaults(ben)).toEqual([]);
  });

  it('of nobody’s business is not told of: one that is private is not there for others', async () => {
    const [ann, ben, ada] = [await operator('Ann'), await operator('Ben'), await operator('Ada', 'admin')];
    const { id } = await saveView(workspace, ann, view);
    for (const other of [ben, ada]) {
      expect(await removeView(workspace, other, id)).toEqual({ removed: false });
      await expect(changeView(workspace, other, { id, version: 1, name: 'x' })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    }
    await expect(setDefault(workspace, ben.operatorId, { page: 'accounts', id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await removeView(workspace, ann, id)).toEqual({ removed: true });
    expect(await removeView(workspace, ann, id)).toEqual({ removed: false });
  });
});

describe('what a page opens with', () => {
  it('is one view for each page and operator, until it is another, none, or deleted', async () => {
    const ann = await operator('Ann');
    const first = await saveView(workspace, ann, view);
    const second = await saveView(workspace, ann, { ...view, name: 'Second', state: { search: { q: 'b' } } });
    await setDefault(workspace, ann.operatorId, { page: 'accounts', id: first.id });
    await setDefault(workspace, ann.operatorId, { page: 'accounts', id: second.id });
    expect(await defaults(ann)).toEqual([{ page: 'accounts', id: second.id, state: second.state }]);
    await setDefault(workspace, ann.operatorId, { page: 'accounts', id: null });
    expect(await defaults(ann)).toEqual([]);
    await setDefault(workspace, ann.operatorId, { page: 'accounts', id: first.id });
    await removeView(workspace, ann, first.id);
    expect(await defaults(ann)).toEqual([]);
    await expect(
      setDefault(workspace, ann.operatorId, { page: 'orders', id: second.id }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      setDefault(workspace, ann.operatorId, {
        page: 'accounts',
        id: savedViewIdSchema.parse(randomUUID()),
      }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('a file of views', () => {
  it('brings back what was exported, as the importer’s own, and numbers names that are taken', async () => {
    const ann = await operator('Ann');
    const saved = await saveView(workspace, ann, { ...view, shared: true });
    const file = writeViewFile([saved, saved, { ...saved, page: 'orders' }]);
    expect(await importViews(workspace, ann.operatorId, `\uFEFF${file}`)).toEqual([
      { page: 'accounts', name: 'Banned (2)', nameInFile: 'Banned' },
      { page: 'accounts', name: 'Banned (3)', nameInFile: 'Banned' },
      { page: 'orders', name: 'Banned', nameInFile: 'Banned' },
    ]);
    await removeView(workspace, ann, saved.id);
    expect(names(await listed(ann))).toEqual(['Banned (2)', 'Banned (3)']);
    expect((await listed(ann, 'orders')).filter(({ mine }) => mine)).toMatchObject([
      { name: 'Banned', state: view.state, shared: false },
    ]);
  });

  it.each([
    ['no JSON', 'views: none'],
    ['JSON of another kind', '[1, 2]'],
    ['another file of ours', JSON.stringify({ format: 'opsdeck-sessions', version: 1, views: [] })],
    ['no version', JSON.stringify({ format: viewFileFormat, views: [{}] })],
    ['no views', JSON.stringify({ format: viewFileFormat, version: 1, views: [] })],
    ['an unknown page', fileOf({ page: 'secrets' })],
    ['a name of the prototype’s', fileOf({ page: '__proto__' })],
    ['no name', fileOf({ name: '  ' })],
    ['a name of two lines', fileOf({ name: 'a\nb' })],
    ['a long name', fileOf({ name: 'a'.repeat(81) })],
    ['a state that is a list', fileOf({ state: [] })],
    ['a state that is too large', fileOf({ state: { q: 'x'.repeat(20_001) } })],
    ['a state with a name of the prototype’s', fileOf({}).replace('"search"', '"__proto__"')],
    ['a state with NUL', fileOf({ state: { q: 'a\u0000b' } })],
    ['a state that is nested deeply', fileOf({ state: { q: '?' } }).replace('"?"', nested(100_000))],
    ['too much', `${fileOf({})}${' '.repeat(500_000)}`],
    ['too many', writeViewFile(Array.from({ length: 101 }, (_, index) => ({ ...view, name: `${index}` })))],
  ])('with %s changes nothing: raises VIEW_FILE_UNREADABLE', async (_what, text) => {
    const ann = await operator('Ann');
    await expect(importViews(workspace, ann.operatorId, text)).rejects.toMatchObject({
      code: 'VIEW_FILE_UNREADABLE',
    });
    expect(names(await listed(ann))).toEqual([]);
  });

  it('of a newer console raises VIEW_FILE_NEWER', async () => {
    const ann = await operator('Ann');
    const text = JSON.stringify({ format: viewFileFormat, version: 2, views: 'anything' });
    await expect(importViews(workspace, ann.operatorId, text)).rejects.toMatchObject({
      code: 'VIEW_FILE_NEWER',
      details: { version: 2 },
    });
  });

  it('with one view that cannot be used imports none of them', async () => {
    const ann = await operator('Ann');
    const good = { page: 'accounts', name: 'Good', state: {} };
    const text = JSON.stringify({
      format: viewFileFormat,
      version: 1,
      views: [good, { ...good, page: 'x' }],
    });
    await expect(importViews(workspace, ann.operatorId, text)).rejects.toThrow(
      'view 2 belongs to a page that this console does not have',
    );
    expect(names(await listed(ann))).toEqual([]);
  });
});

/** A file with a sound view, and one thing about it that is not. */
function fileOf(wrong: object): string {
  const views = [{ page: 'accounts', name: 'Late', state: { search: { q: 'a' } }, ...wrong }];
  return JSON.stringify({ format: viewFileFormat, version: 1, views });
}

function nested(depth: number): string {
  return `${'['.repeat(depth)}${']'.repeat(depth)}`;
}
