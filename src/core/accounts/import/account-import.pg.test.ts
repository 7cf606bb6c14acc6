import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eq, sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { importLimits, type ImportMode } from '#contract/account-import.ts';
import { operatorIdSchema } from '#contract/ids.ts';
import { silentLogger } from '../../logging/logger.ts';
import type { Caller } from '../../rpc/caller.ts';
import { encodeSession, parseSessionString } from '../../telegram/session-string.ts';
import { createAccountEvents } from '../account-events.ts';
import { addAccount } from '../commands/add-account.ts';
import { accounts, accountSessions } from '../schema.ts';
import { sessionPurpose } from '../session-purpose.ts';
import { createTestPool, inventSession, type TestPool } from '../testing/test-pool.ts';
import { keptForMs, type AccountImport } from './account-import.ts';
import { type AccountImports, createAccountImports } from './account-imports.ts';
import { watchImport } from './watch-import.ts';

let pool: TestPool;
let imports: AccountImports;
const open: AccountImports[] = [];
beforeEach(async () => {
  pool = await createTestPool();
  imports = openConsole();
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
  await pool.testDatabase.drop();
});

function openConsole(): AccountImports {
  const { workspace, vault } = pool;
  const made = createAccountImports({
    workspace,
    vault,
    events: createAccountEvents(),
    logger: silentLogger(),
  });
  open.push(made);
  return made;
}

const inventCaller = (): Caller => ({
  operatorId: operatorIdSchema.parse(randomUUID()),
  name: 'Ann',
  role: 'admin',
});
const ann = inventCaller();

async function send(file: Buffer, into = imports): Promise<AccountImport> {
  const one = into.begin(ann, { fileName: 'accounts.csv', size: file.length });
  while (one.state.received < file.length) {
    const { received } = one.state;
    const part = file.subarray(received, received + importLimits.chunkBytes);
    await one.append(received, part.toString('base64'));
  }
  return one;
}

async function sendAndRead(text: string | Buffer, into = imports): Promise<AccountImport> {
  const one = await send(typeof text === 'string' ? Buffer.from(text) : text, into);
  await one.read();
  return one;
}

async function commit(one: AccountImport, mode: ImportMode, label: string | null = null) {
  one.commit({ mode, label });
  for await (const state of watchImport(one, undefined)) {
    if (state.phase === 'ready') throw new Error(`it failed: ${state.failure?.code}`);
  }
  return one.state;
}

async function poolSize(): Promise<number> {
  return pool.workspace.database.$count(accounts);
}

const list = (sessions: readonly string[]) => `session\n${sessions.join('\n')}\n`;

function inventMany(count: number): string[] {
  const keys = randomBytes(count * 8);
  // Random where sessions are told apart; a hundred thousand whole keys would take the time of the test.
  return Array.from({ length: count }, (_, index) => {
    const authKey = Buffer.alloc(256, 7);
    keys.copy(authKey, 0, index * 8, index * 8 + 8);
    authKey.writeUInt32BE(index, 8);
    return encodeSession({ dataCentre: 2, address: '149.154.167.50', port: 443, authKey });
  });
}

/** Every account has its session, and the session is that account's. */
async function expectWhole(sessions: readonly string[]): Promise<void> {
  const rows = await pool.workspace.database
    .select({ id: accounts.id, ciphertext: accountSessions.ciphertext })
    .from(accounts)
    .leftJoin(accountSessions, eq(accountSessions.accountId, accounts.id));
  const known = new Set(sessions);
  for (const { id, ciphertext } of rows) {
    const session =
      ciphertext === null ? '' : await pool.vault.unseal(ciphertext, sessionPurpose(pool.workspace.id, id));
    expect(known.delete(session), `session of ${id}`).toBe(true);
  }
}

describe('an import', () => {
  it('is previewed with a verdict for each row, and nothing of a session in it', async () => {
    const [fresh, there, removed] = [inventSession(), inventSession(), inventSession()];
    const thereId = await pool.add(there);
    const removedId = await pool.add(removed);
    await pool.workspace.database
      .update(accounts)
      .set({ removedAt: sql`now()` })
      .where(eq(accounts.id, removedId));
    const one = await sendAndRead(
      `name,session\n=1,${fresh}\n,${there}\n,${removed}\n,${fresh}\n,nonsense\n`,
    );
    const { rows, total } = await one.page('all', 0, 100);
    expect(rows.map(({ verdict }) => verdict)).toEqual([
      { kind: 'new' },
      { kind: 'in-pool', accountId: thereId },
      { kind: 'returns', accountId: removedId },
      { kind: 'repeated', row: 2 },
      { kind: 'malformed', problem: expect.stringContaining('its session cannot be read') },
    ]);
    expect(total).toBe(5);
    expect(rows[0]?.fingerprint).toBe(parseSessionString(fresh).fingerprint.toString('hex').slice(-4));
    expect(one.state).toMatchObject({
      phase: 'ready',
      counts: { rows: 5, new: 1, inPool: 1, returns: 1, repeated: 1, malformed: 1, warned: 1 },
      toWrite: 2,
    });
    expect((await one.page('known', 0, 100)).total).toBe(2);
    expect((await one.page('importable', 1, 100)).rows.map(({ row }) => row)).toEqual([4]);
    expect(JSON.stringify([rows, one.state])).not.toContain(fresh.slice(0, 20));
    expect(await poolSize()).toBe(2);
  });

  it('of the valid rows adds them with their texts and the label, and brings back what was removed', async () => {
    const [fresh, removed] = [inventSession(), inventSession()];
    const removedId = await pool.add(removed, 'Old');
    await pool.workspace.database
      .update(accounts)
      .set({ removedAt: sql`now()` })
      .where(eq(accounts.id, removedId));
    const one = await sendAndRead(
      `name,phone,labels,session\n=1+1,+49 30 901820,a|b,${fresh}\nNew,,,${removed}\n,,,bad\n`,
    );
    const { phase, result } = await commit(one, 'valid', 'import 2026-11-21');
    expect({ phase, result }).toEqual({
      phase: 'completed',
      result: { added: 1, returned: 1, alreadyThere: 0, label: 'import 2026-11-21' },
    });
    const rows = await pool.workspace.database.select().from(accounts).orderBy(accounts.id);
    expect(rows).toMatchObject([
      { displayName: 'Old', labels: ['import 2026-11-21'], removedAt: null },
      {
        displayName: '=1+1',
        phone: '+4930901820',
        labels: ['a', 'b', 'import 2026-11-21'],
        standing: 'unchecked',
      },
    ]);
    await expectWhole([fresh, removed]);
    await expect(
      addAccount(pool.workspace, pool.vault, { session: fresh, displayName: '', labels: [] }),
    ).rejects.toMatchObject({ code: 'ACCOUNT_ALREADY_ADDED' });
  });

  it('raises IMPORT_HAS_BAD_ROWS for all or nothing with one bad row, and imports nothing', async () => {
    const one = await sendAndRead(list([...inventMany(500), 'bad']));
    expect(() => one.commit({ mode: 'all', label: null })).toThrow(
      expect.objectContaining({ code: 'IMPORT_HAS_BAD_ROWS', details: { bad: 1 } }),
    );
    expect(await poolSize()).toBe(0);
    expect(one.state.phase).toBe('ready');
  });

  it('of all or nothing that the database refuses halfway leaves nothing, and can be repeated', async () => {
    await pool.workspace.database.execute(sql`
      create function refuse() returns trigger language plpgsql as $$ begin
        if new.display_name = 'poison' then raise exception 'refused'; end if; return new; end $$`);
    await pool.workspace.database.execute(
      sql`create trigger refuse before insert on accounts for each row execute function refuse()`,
    );
    const sessions = inventMany(900);
    const lines = sessions.map((session, index) => `${session},${index === 850 ? 'poison' : ''}`);
    const one = await sendAndRead(`session,name\n${lines.join('\n')}`);
    await expect(commit(one, 'all')).rejects.toThrow('UNEXPECTED');
    expect(one.state).toMatchObject({ phase: 'ready', result: null });
    expect(await poolSize()).toBe(0);
    await pool.workspace.database.execute(sql`drop trigger refuse on accounts`);
    expect((await commit(one, 'all')).result?.added).toBe(900);
    await expectWhole(sessions);
  });

  it.each(['all', 'valid'] as const)(
    'in mode %s that is cancelled keeps what its mode promises',
    async (mode) => {
      const sessions = inventMany(20_000);
      const one = await sendAndRead(list(sessions));
      one.commit({ mode, label: null });
      while (one.state.written === 0) await one.changes.after(one.changes.version);
      const { phase, result } = await one.cancel();
      expect(phase).toBe('cancelled');
      const size = await poolSize();
      expect(size).toBe(result?.added);
      if (mode === 'all') expect(size).toBe(0);
      else expect(size).toBeLessThan(20_000);
      await expectWhole(sessions);
      await expect(one.page('all', 0, 1)).rejects.toMatchObject({ code: 'IMPORT_EXPIRED' });
    },
  );

  it('that two consoles make of the same file at once adds each session once', async () => {
    const sessions = inventMany(2_000);
    const consoles = [imports, openConsole(), openConsole()];
    const modes = ['valid', 'all', 'valid'] as const;
    const made = await Promise.all(consoles.map((into) => sendAndRead(list(sessions), into)));
    // Settled from the start: one that is refused while the imports are still running is an answer, not a fault.
    const single = Promise.allSettled(
      sessions.slice(0, 20).map((session) => pool.add(parseSessionString(session).session)),
    );
    const ended = await Promise.all(made.map((one, index) => commit(one, modes[index] ?? 'valid')));
    const alone = (await single).filter(({ status }) => status === 'fulfilled').length;
    const added = ended.reduce((sum, { result }) => sum + (result?.added ?? 0), 0);
    expect(added + alone).toBe(2_000);
    expect(await poolSize()).toBe(2_000);
    await expectWhole(sessions);
  });
});

/** Runs a console that imports the file, and kills it that long after it has begun. True when that was before the end. */
async function runAndKill(file: string, mode: ImportMode, afterMs: number): Promise<boolean> {
  const fixture = path.join(import.meta.dirname, 'commit-import.fixture.ts');
  const key = path.join(pool.dataDir, 'workspace.key');
  const child = spawn(process.execPath, [fixture, pool.testDatabase.url, key, file, mode], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = once(child, 'close');
  while (!said.includes('ready')) await Promise.race([once(child.stdout, 'data'), ended]);
  await Promise.race([sleep(afterMs), ended]);
  child.kill('SIGKILL');
  await ended;
  return !said.includes('finished');
}

describe('an import that is killed', { timeout: 180_000 }, () => {
  it.each(['all', 'valid'] as const)(
    'at any instant leaves what mode %s promises, and is resumed',
    async (mode) => {
      const sessions = inventMany(3_000);
      const file = path.join(mkdtempSync(path.join(tmpdir(), 'opsdeck-import-')), 'sessions.csv');
      writeFileSync(file, list(sessions));
      let killed = 0;
      for (const afterMs of [5, 40, 90, 160, 250]) {
        const wasKilled = await runAndKill(file, mode, afterMs);
        if (wasKilled) killed += 1;
        // The server notices that its client is gone, and rolls back, a moment later.
        await expect
          .poll(
            async () => {
              const { rows } = await pool.workspace.database.execute<{ busy: number }>(sql`
            select count(*)::int as busy from pg_stat_activity
            where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null`);
              return rows[0]?.busy;
            },
            { timeout: 20_000 },
          )
          .toBe(0);
        const size = await poolSize();
        if (mode === 'all') expect([0, 3_000]).toContain(size);
        else expect(size % 200).toBe(0);
        await expectWhole(sessions);
      }
      expect(killed).toBeGreaterThan(0);
      const one = await sendAndRead(list(sessions));
      const left = 3_000 - one.state.counts.inPool;
      expect((await commit(one, mode)).result).toMatchObject({ added: left, alreadyThere: 3_000 - left });
      expect(await poolSize()).toBe(3_000);
      await expectWhole(sessions);
    },
  );
});

describe('the upload', () => {
  it('takes each part once, wherever the page goes on from', async () => {
    const file = Buffer.from(list(inventMany(10)));
    const one = imports.begin(ann, { fileName: 'a.csv', size: file.length });
    const part = (from: number, to: number) => one.append(from, file.subarray(from, to).toString('base64'));
    expect(await part(0, 100)).toEqual({ received: 100 });
    expect(await part(0, 100)).toEqual({ received: 100 });
    expect(await part(200, 300)).toEqual({ received: 100 });
    await Promise.all([part(100, 300), part(100, 300)]);
    expect(one.state.received).toBe(300);
    await expect(one.read()).rejects.toMatchObject({ code: 'IMPORT_UNREADABLE' });
    await part(300, file.length);
    expect((await one.read()).counts.new).toBe(10);
  });

  it('raises IMPORT_TOO_LARGE for a file that is, and for one that is longer than it said', async () => {
    expect(() => imports.begin(ann, { fileName: 'a', size: importLimits.bytes + 1 })).toThrow(
      expect.objectContaining({ code: 'IMPORT_TOO_LARGE' }),
    );
    const one = imports.begin(ann, { fileName: 'a', size: 3 });
    await expect(one.append(0, Buffer.from('four').toString('base64'))).rejects.toMatchObject({
      code: 'IMPORT_TOO_LARGE',
    });
  });

  it('raises IMPORT_EXPIRED for another operator, and once it has made room', async () => {
    const one = await sendAndRead(list(inventMany(1)));
    const raised = expect.objectContaining({ code: 'IMPORT_EXPIRED' });
    expect(() => imports.get(inventCaller(), one.id)).toThrow(raised);
    expect(imports.get(ann, one.id)).toBe(one);
    for (let place = 0; place < 4; place += 1) imports.begin(ann, { fileName: 'a', size: 1 });
    expect(() => imports.get(ann, one.id)).toThrow(raised);
    await expect(one.page('all', 0, 1)).rejects.toMatchObject({ code: 'IMPORT_EXPIRED' });
  });

  it('is forgotten when nothing is done with it for a quarter of an hour', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
    try {
      const one = imports.begin(ann, { fileName: 'a', size: 10 });
      vi.advanceTimersByTime(keptForMs - 1);
      expect(await one.append(0, 'AAAA')).toEqual({ received: 3 });
      vi.advanceTimersByTime(keptForMs - 1);
      expect(imports.get(ann, one.id)).toBe(one);
      vi.advanceTimersByTime(1);
      expect(() => imports.get(ann, one.id)).toThrow(expect.objectContaining({ code: 'IMPORT_EXPIRED' }));
      await expect(one.append(3, 'AAAA')).rejects.toMatchObject({ code: 'IMPORT_EXPIRED' });
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a large file', () => {
  it('of 50 MB and 100,000 rows is read, shown in pages and imported', { timeout: 300_000 }, async () => {
    const sessions = inventMany(100_000);
    const filler = 'x'.repeat(140);
    const lines = sessions.map((session, index) => `${index},${session},"team ${index % 10}",${filler}`);
    const file = Buffer.from(`name,session,labels,comment\n${lines.join('\n')}`);
    expect(file.length).toBeGreaterThan(50_000_000);
    const one = await sendAndRead(file);
    expect(one.state.counts).toMatchObject({ rows: 100_000, new: 100_000 });
    expect((await one.page('all', 99_990, 500)).rows).toHaveLength(10);
    expect((await commit(one, 'all', 'import')).result?.added).toBe(100_000);
    expect(await poolSize()).toBe(100_000);
    const again = await sendAndRead(file);
    expect(again.state).toMatchObject({ toWrite: 0, counts: { inPool: 100_000 } });
  });

  it('made to exhaust the memory is refused, and the console goes on', { timeout: 120_000 }, async () => {
    const file = Buffer.from(`session\n${'"'.repeat(30_000_000)}`);
    const one = await send(file);
    await one
      .read()
      .catch((error: unknown) => expect(error).toHaveProperty('code', expect.stringMatching(/^IMPORT_/)));
    expect((await sendAndRead(list(inventMany(1)))).state.phase).toBe('ready');
  });
});
