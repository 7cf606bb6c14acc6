import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { accountNoteSchema } from '#contract/account-details.ts';
import type { AccountId } from '#contract/ids.ts';
import { type OutboxEntry, outboxEntrySchema } from '#contract/outbox.ts';
import { createTestConsole, type TestConsole } from '../../../../tests/setup/test-console.ts';

/** A busy machine is no failure. */
const patience = { timeout: 45_000 };

let console: TestConsole;
let ids: readonly AccountId[];

beforeEach(async () => {
  console = await createTestConsole();
  await console.start();
  // A start without the database needs a complete local copy.
  await expect.poll(() => console.refusal('settings.get'), patience).toBeNull();
  ids = await console.addAccounts(4);
});
afterEach(() => console.close());

function account(at = 0): AccountId {
  const id = ids[at];
  if (id === undefined) throw new Error('there is no such account');
  return id;
}

async function offline(): Promise<void> {
  await console.proxy.cut();
  await expect.poll(() => console.core().backend.state().state, patience).toBe('offline');
}

/** Back, and everything that can be sent is. */
async function online(): Promise<void> {
  await console.proxy.mend();
  await expect
    .poll(async () => (await entries()).filter(({ state }) => state === 'waiting'), patience)
    .toEqual([]);
}

async function entries(): Promise<OutboxEntry[]> {
  return z.array(outboxEntrySchema).parse(await console.call('sync.outbox'));
}

async function onlyEntry(): Promise<OutboxEntry> {
  const [entry, ...others] = await entries();
  if (entry === undefined || others.length > 0) throw new Error('there is not exactly one entry');
  return entry;
}

const saveNote = (id: AccountId, text: string, version: number) =>
  console.call('accounts.saveNote', { id, text, version }).then((note) => accountNoteSchema.parse(note));

const label = (accounts: readonly AccountId[], add: string[], remove: string[] = []) =>
  console.call('accounts.changeLabels', { selection: { kind: 'ids', ids: accounts }, add, remove });

/** Somebody at another console, straight into the database. */
async function somebodyElseWrites(id: AccountId, text: string): Promise<void> {
  await console.testDatabase.pool.query(
    `insert into account_notes (workspace_id, account_id, text, version, changed_by) values ($1, $2, $3, 1, 'Ben')
     on conflict (workspace_id, account_id) do update
       set text = excluded.text, changed_by = 'Ben', version = account_notes.version + 1, changed_at = now()`,
    [console.core().workspace.id, id, text],
  );
}

async function storedNotes(): Promise<unknown[]> {
  const { rows } = await console.testDatabase.pool.query(
    'select account_id::int as id, text, version, changed_by as by from account_notes order by account_id',
  );
  return rows;
}

async function storedLabels(id: AccountId): Promise<unknown> {
  const { rows } = await console.testDatabase.pool.query<{ labels: string[] }>(
    'select labels from accounts where id = $1',
    [id],
  );
  return rows[0]?.labels;
}

async function count(table: 'applied_commands' | 'account_label_changes'): Promise<number> {
  const { rows } = await console.testDatabase.pool.query<{ count: number }>(
    `select count(*)::int as count from ${table}`,
  );
  return rows[0]?.count ?? 0;
}

describe('while the database answers', () => {
  it('a command takes effect at once and leaves only its key', async () => {
    expect(await saveNote(account(), 'hello', 0)).toMatchObject({ text: 'hello', version: 1 });
    expect(await label([account()], ['vip'])).toMatchObject({ changed: 1 });
    expect(await entries()).toEqual([]);
    expect(await count('applied_commands')).toBe(2);
  });
});

describe('while the database is away', () => {
  it('changes are queued, shown, and kept over a restart; they arrive in order and once', async () => {
    await saveNote(account(), 'before', 0);
    await offline();
    expect(await saveNote(account(), 'written offline', 1)).toMatchObject({ queued: true, version: 1 });
    expect(await label([account(), account(1)], ['first', 'second'])).toMatchObject({
      queued: true,
      changed: 2,
    });
    await label([account()], ['third'], ['first']);
    expect(await entries()).toMatchObject([
      { state: 'waiting', change: { kind: 'note', text: 'written offline', baseVersion: 1 } },
      { state: 'waiting', change: { kind: 'labels', add: ['first', 'second'] } },
      { state: 'waiting', change: { kind: 'labels', add: ['third'], remove: ['first'] } },
    ]);
    await console.stop();
    await console.start();
    expect(await entries()).toHaveLength(3);
    await online();
    expect(await storedNotes()).toEqual([
      { id: account(), text: 'written offline', version: 2, by: 'Administrator' },
    ]);
    expect(await storedLabels(account())).toEqual(['second', 'third']);
    expect(await storedLabels(account(1))).toEqual(['first', 'second']);
    expect(await count('account_label_changes')).toBe(2);
    expect(await count('applied_commands')).toBe(4);
  });

  it('a note that is written on replaces what waits, and is no conflict with itself when it goes on after', async () => {
    await offline();
    await saveNote(account(), 'one', 0);
    await saveNote(account(), 'one two', 0);
    expect(await entries()).toHaveLength(1);
    await online();
    // The page has not heard of version 1 yet.
    expect(await saveNote(account(), 'one two three', 0)).toMatchObject({ version: 2 });
    expect(await storedNotes()).toMatchObject([{ text: 'one two three', version: 2 }]);
  });

  it('what needs the database is refused: the labels of a filter, that nobody can name', async () => {
    await offline();
    const filter = { kind: 'filter', filter: {} };
    expect(
      await console.refusal('accounts.changeLabels', { selection: filter, add: ['x'], remove: [] }),
    ).toMatchObject({
      code: 'BACKEND_AWAY',
    });
    expect(await entries()).toEqual([]);
  });

  it('a change can be discarded, once: raises OUTBOX_ENTRY_GONE', async () => {
    await offline();
    await saveNote(account(), 'never mind', 0);
    const { key } = await onlyEntry();
    await console.call('sync.discard', { key });
    expect(await console.refusal('sync.discard', { key })).toMatchObject({ code: 'OUTBOX_ENTRY_GONE' });
    await console.proxy.mend();
    await expect.poll(() => console.core().backend.state().state, patience).toBe('online');
    expect(await storedNotes()).toEqual([]);
  });
});

describe('an answer that is lost', () => {
  it('of a command that took effect: it is sent again and takes effect once', async () => {
    // The request arrives, its answer does not.
    const { pool } = console.testDatabase;
    const lock = await pool.connect();
    await lock.query('begin');
    await lock.query('select from accounts where id = $1 for update', [account()]);
    const answer = label([account()], ['once']);
    await expect
      .poll(
        async () =>
          (
            await pool.query(
              `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
            )
          ).rowCount,
        { timeout: 20_000 },
      )
      .toBe(1);
    console.proxy.stall();
    await lock.query('commit');
    lock.release();
    expect(await answer).toMatchObject({ queued: true });
    expect(await onlyEntry()).toMatchObject({ sentBefore: true });
    await expect
      .poll(() => storedLabels(account()))
      .toEqual(['once'])
      .catch(() => undefined);
    console.proxy.heal();
    await online();
    expect(await storedLabels(account())).toEqual(['once']);
    expect(await count('account_label_changes')).toBe(1);
  });

  it('in a network that stalls and heals at random: every change arrives, each once', async () => {
    const sent: string[] = [];
    for (let round = 0; round < 12; round += 1) {
      const name = `label ${round}`;
      const answer = label([account(round % 4)], [name]);
      await sleep(Math.random() * 6);
      if (round % 3 === 0) await console.proxy.cut();
      await answer;
      sent.push(name);
      if (round % 3 === 0) await console.proxy.mend();
    }
    await online();
    const { rows } = await console.testDatabase.pool.query<{ added: string[] }>(
      'select added from account_label_changes order by changed_at',
    );
    expect(rows.flatMap(({ added }) => added).toSorted()).toEqual(sent.toSorted());
  });
});

async function noteInConflict(): Promise<OutboxEntry> {
  await saveNote(account(), 'both saw this', 0);
  await offline();
  await saveNote(account(), 'mine', 1);
  await somebodyElseWrites(account(), 'theirs');
  await label([account(1)], ['behind it']);
  await online();
  return onlyEntry();
}

describe('a conflict', () => {
  it('is listed with both versions, who and when, and stops nothing else', async () => {
    expect(await noteInConflict()).toMatchObject({
      state: 'conflict',
      operator: 'Administrator',
      change: { kind: 'note', text: 'mine', baseVersion: 1 },
      conflict: {
        kind: 'note-changed',
        theirs: { text: 'theirs', version: 2, changedBy: 'Ben', changedAt: expect.any(Number) as unknown },
      },
    });
    expect(await storedLabels(account(1))).toEqual(['behind it']);
    // The local copy follows as soon as it has found the database again.
    await expect
      .poll(() => console.call('accounts.note', { id: account() }).catch(() => null), patience)
      .toMatchObject({ text: 'theirs', version: 2 });
  });

  it.each([
    [{ kind: 'mine' }, { text: 'mine', version: 3, by: 'Administrator' }],
    [{ kind: 'theirs' }, { text: 'theirs', version: 2, by: 'Ben' }],
    [
      { kind: 'edited', text: 'theirs and mine' },
      { text: 'theirs and mine', version: 3, by: 'Administrator' },
    ],
  ])('is resolved: %j', async (resolution, expected) => {
    const { key } = await noteInConflict();
    await console.call('sync.resolve', { key, resolution });
    await expect.poll(entries, patience).toEqual([]);
    expect(await storedNotes()).toMatchObject([expected]);
  });

  it('appears again when they changed it once more before the decision arrived', async () => {
    const { key } = await noteInConflict();
    await somebodyElseWrites(account(), 'theirs again');
    await console.call('sync.resolve', { key, resolution: { kind: 'mine' } });
    await expect
      .poll(onlyEntry, patience)
      .toMatchObject({ state: 'conflict', conflict: { theirs: { text: 'theirs again', version: 3 } } });
  });

  it('is that an account has gone; the change can be made for those that are left', async () => {
    await offline();
    await label([account(), account(1)], ['late']);
    await saveNote(account(), 'for whom', 0);
    await console.testDatabase.pool.query('update accounts set removed_at = now() where id = $1', [
      account(),
    ]);
    await online();
    const listed = await entries();
    expect(listed).toMatchObject([
      { state: 'conflict', conflict: { kind: 'accounts-gone', accounts: [account()] } },
      { state: 'conflict', conflict: { kind: 'accounts-gone', accounts: [account()] } },
    ]);
    expect(await storedLabels(account(1))).toEqual([]);
    await console.call('sync.resolve', { key: listed[0]?.key, resolution: { kind: 'mine' } });
    await expect.poll(() => storedLabels(account(1)), patience).toEqual(['late']);
  });
});

describe('what is refused', () => {
  it('is listed with the reason, stops nothing else, and can be sent again', async () => {
    await label(
      [account()],
      Array.from({ length: 50 }, (_, at) => `label ${at}`),
    );
    await offline();
    await label([account()], ['one too many']);
    await label([account(1)], ['fine']);
    await online();
    const entry = await onlyEntry();
    expect(entry).toMatchObject({ state: 'refused', refusal: { code: 'INVALID_INPUT' } });
    expect(await storedLabels(account(1))).toEqual(['fine']);
    await label([account()], [], ['label 7']);
    await console.call('sync.retry', { key: entry.key });
    await expect.poll(entries, patience).toEqual([]);
    expect(await storedLabels(account())).toContain('one too many');
  });

  it('is what the operator may no longer do', async () => {
    await offline();
    await saveNote(account(), 'no longer mine to say', 0);
    await console.testDatabase.pool.query(`update operators set role = 'read_only'`);
    await online();
    expect(await onlyEntry()).toMatchObject({ state: 'refused', refusal: { code: 'FORBIDDEN' } });
    expect(await storedNotes()).toEqual([]);
  });
});

describe('the file', () => {
  it('that cannot be read is left as it is: raises OUTBOX_UNREADABLE', async () => {
    await console.stop();
    const file = path.join(console.config.dataDir, 'outbox.sqlite');
    writeFileSync(file, 'this is no database, but it is somebody’s');
    await expect(console.start()).rejects.toMatchObject({ code: 'OUTBOX_UNREADABLE' });
    expect(readFileSync(file, 'utf8')).toContain('somebody’s');
  });
});
