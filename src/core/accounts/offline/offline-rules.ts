import { and, inArray, isNull, eq } from 'drizzle-orm';
import { contract } from '#contract/contract.ts';
import { type AccountId, labelChangeIdSchema } from '#contract/ids.ts';
import { offlineRule, type OfflineRules } from '../../sync/outbox/offline-rule.ts';
import type { WorkspaceIn } from '../../workspaces/workspace.ts';
import { storedNote } from '../managing/account-note.ts';
import { accounts } from '../schema.ts';

/** So many accounts can be named in one change that waits; more of them are a matter for the database. */
const mostAccounts = 1_000;

const saveNote = offlineRule(contract.accounts.saveNote, {
  mayQueue: () => true,
  describe: ({ id, text, version }) => ({ kind: 'note', account: id, text, baseVersion: version }),
  answerQueued: ({ text, version }, { caller, at }) => ({
    text,
    version,
    changedBy: caller.name,
    changedAt: at,
    queued: true,
  }),
  subject: ({ id }) => `note of ${id}`,
  supersede: (earlier, later) => ({ ...later, version: Math.max(earlier.version, later.version) }),
  rebase: (later, earlier, { version }) =>
    later.version === earlier.version ? { ...later, version } : later,
  async findConflict(workspace, { id, text, version }) {
    if ((await missing(workspace, [id])).length > 0) return { kind: 'accounts-gone', accounts: [id] };
    const theirs = (await storedNote(workspace, id)) ?? {
      text: '',
      version: 0,
      changedBy: null,
      changedAt: null,
    };
    return theirs.version === version || theirs.text === text ? null : { kind: 'note-changed', theirs };
  },
  resolve(input, conflict, resolution) {
    if (resolution.kind === 'theirs') return null;
    const version = conflict.kind === 'note-changed' ? conflict.theirs.version : input.version;
    return { ...input, version, ...(resolution.kind === 'edited' ? { text: resolution.text } : {}) };
  },
});

const changeLabels = offlineRule(contract.accounts.changeLabels, {
  mayQueue: ({ selection }) => selection.kind === 'ids' && selection.ids.length <= mostAccounts,
  describe: ({ selection, add, remove }) => ({
    kind: 'labels',
    accounts: selection.kind === 'ids' ? selection.ids : [],
    add,
    remove,
  }),
  answerQueued: ({ selection }, { key }) => ({
    changeId: labelChangeIdSchema.parse(key),
    changed: selection.kind === 'ids' ? selection.ids.length : 0,
    queued: true,
  }),
  // Adding and taking away is right whatever others did to the labels: every change counts.
  subject: () => null,
  supersede: (_earlier, later) => later,
  rebase: (later) => later,
  async findConflict(workspace, { selection }) {
    if (selection.kind !== 'ids') return null;
    const gone = await missing(workspace, selection.ids);
    return gone.length === 0 ? null : { kind: 'accounts-gone', accounts: gone };
  },
  resolve(input, conflict, resolution) {
    if (resolution.kind === 'theirs' || input.selection.kind !== 'ids') return null;
    const gone = conflict.kind === 'accounts-gone' ? conflict.accounts : [];
    const ids = input.selection.ids.filter((id) => !gone.includes(id));
    return ids.length === 0 ? null : { ...input, selection: { kind: 'ids' as const, ids } };
  },
});

/** How the commands of this domain get on while the database is away. */
export const accountOfflineRules: OfflineRules = new Map([
  ['accounts.saveNote', saveNote],
  ['accounts.changeLabels', changeLabels],
]);

async function missing(workspace: WorkspaceIn, ids: readonly AccountId[]): Promise<AccountId[]> {
  const found = await workspace.database
    .select({ id: accounts.id })
    .from(accounts)
    .where(
      and(eq(accounts.workspaceId, workspace.id), inArray(accounts.id, [...ids]), isNull(accounts.removedAt)),
    );
  const present = new Set(found.map(({ id }) => id));
  return ids.filter((id) => !present.has(id));
}
