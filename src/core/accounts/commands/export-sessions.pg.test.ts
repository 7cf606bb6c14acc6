import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { operatorIdSchema } from '#contract/ids.ts';
import type { Role } from '#contract/permissions.ts';
import type { BegunExport } from '../../vault/export/session-exports.ts';
import { capturedLog } from '../../../../tests/transport/captured-log.ts';
import type { Caller } from '../../rpc/caller.ts';
import { serveDomain } from '../../rpc/app-router.ts';
import { createCaller, createRouter } from '../../rpc/trpc.ts';
import { rotate } from '../../vault/rotation/rotation-runner.ts';
import { vaultRouter } from '../../vault/router.ts';
import type { SessionString } from '../../telegram/driver.ts';
import { sealedColumns } from '../../sealed-columns.ts';
import { sealedSessions } from '../sealed-sessions.ts';
import { createTestPool, inventSession, type TestPool } from '../testing/test-pool.ts';
import { createSessionExports, readSessionExport } from './export-sessions.ts';

let pool: TestPool;
let log: ReturnType<typeof capturedLog>;
const columns = [sealedSessions];
beforeEach(async () => {
  pool = await createTestPool();
  log = capturedLog();
});
afterEach(() => pool.testDatabase.drop());

const passphrase = 'correct horse battery staple';
const inventCaller = (name: string, role: Role = 'admin'): Caller => ({
  operatorId: operatorIdSchema.parse(randomUUID()),
  name,
  role,
});
const ann = inventCaller('Ann');

const startExports = () =>
  createSessionExports({ workspace: pool.workspace, vault: pool.vault, logger: log.logger });

async function addMany(count: number): Promise<SessionString[]> {
  const sessions = Array.from({ length: count }, inventSession);
  for (const [place, session] of sessions.entries()) await pool.add(session, `account ${place}`);
  return sessions;
}

async function exportAll(exports = startExports()): Promise<{ begun: BegunExport; text: string }> {
  const begun = await exports.begin(ann, passphrase);
  let text = begun.head;
  for (let chunk = 0; chunk < begun.chunks; chunk += 1) {
    text += await exports.chunk(ann, begun.exportId, chunk);
  }
  return { begun, text };
}

describe('an export of sessions', () => {
  it('reads back as it was, with its passphrase and no other', async () => {
    const sessions = await addMany(260);
    const { begun, text } = await exportAll();
    expect(begun).toMatchObject({ accounts: 260, chunks: 2 });
    const accounts = await readSessionExport(text, passphrase);
    expect(accounts.map((account) => account.session)).toEqual(sessions);
    expect(accounts[7]).toMatchObject({ displayName: 'account 7', labels: [] });
    await expect(readSessionExport(text, 'another passphrase')).rejects.toMatchObject({
      code: 'EXPORT_UNREADABLE',
      message: expect.stringContaining('not the one this file was made with') as unknown,
    });
    await expect(readSessionExport(text.slice(0, -50), passphrase)).rejects.toThrow(/damaged or changed/);
    await expect(
      readSessionExport(`${text.split('\n').slice(0, 2).join('\n')}\n`, passphrase),
    ).rejects.toThrow(/end of the file is missing/);
  });

  it('of an empty pool is a file that says so', async () => {
    const { text } = await exportAll();
    expect(await readSessionExport(text, passphrase)).toEqual([]);
  });

  it('goes on through a removal, a damaged session and a rotation', async () => {
    const [first, second, third] = await addMany(3);
    const exports = startExports();
    const begun = await exports.begin(ann, passphrase);
    const table = sql`account_sessions`;
    await pool.workspace.database.execute(sql`
      update ${table} set ciphertext = set_byte(ciphertext, 40, get_byte(ciphertext, 40) # 1)
      where account_id = (select max(account_id) from ${table})`);
    await pool.workspace.database.execute(sql`
      update accounts set removed_at = now() where id = (select min(account_id) from ${table})`);
    const caller = callAs(ann);
    await caller['rotate']?.();
    await rotate({ workspace: pool.workspace, vault: pool.vault, columns, logger: log.logger });
    const text = begun.head + (await exports.chunk(ann, begun.exportId, 0));
    const accounts = await readSessionExport(text, passphrase);
    expect(accounts.map((account) => account.session)).toEqual([null, second, null]);
    expect([first, third].some((session) => JSON.stringify(accounts).includes(session ?? ''))).toBe(false);
  });

  it('is nobody else’s, and ends', async () => {
    await addMany(1);
    const exports = startExports();
    const { exportId, chunks } = await exports.begin(ann, passphrase);
    const gone = { code: 'EXPORT_GONE' };
    await expect(exports.chunk(inventCaller('Bob'), exportId, 0)).rejects.toMatchObject(gone);
    await expect(exports.chunk(ann, exportId, chunks)).rejects.toMatchObject(gone);
    await expect(startExports().chunk(ann, exportId, 0)).rejects.toMatchObject(gone);
  });
});

type Procedures = Readonly<Record<string, (input?: unknown) => Promise<unknown>>>;

function callAs(caller: Caller, wake = () => {}): Procedures {
  const { workspace, vault } = pool;
  const exports = startExports();
  const cache = { ...pool.cache, onChange: () => () => undefined };
  const router = createRouter({
    vault: serveDomain(
      'vault',
      vaultRouter({ cache, workspace, vault, columns, runner: { wake }, exports, logger: log.logger }),
    ),
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- called by name, with input of any shape
  const procedures = createCaller(router)({ caller }) as unknown as Readonly<Record<string, Procedures>>;
  return procedures['vault'] ?? {};
}

describe('the vault as the page sees it', () => {
  it('tells its state and that a rotation was begun', async () => {
    await addMany(3);
    let woken = 0;
    const vault = callAs(ann, () => (woken += 1));
    expect(await vault['state']?.()).toMatchObject({
      source: { kind: 'key-file', place: path.join(pool.dataDir, 'workspace.key'), notice: null },
      keyId: 1,
      secrets: 3,
      rotation: null,
    });
    const state = { keyId: 2, rotation: { keyId: 2, requestedBy: 'Ann', total: 3, finishedAt: null } };
    expect(await vault['rotate']?.()).toMatchObject(state);
    expect(await vault['rotate']?.()).toMatchObject(state);
    expect(woken).toBe(2);
  });

  it('refuses a weak passphrase, and every role but the administrator', async () => {
    await expect(callAs(ann)['beginExport']?.({ passphrase: 'hunter2' })).rejects.toMatchObject({
      cause: { code: 'INVALID_INPUT' },
    });
    for (const role of ['finance', 'affiliate_manager', 'media_buyer', 'read_only'] as const) {
      const vault = callAs(inventCaller('Bob', role));
      for (const call of [vault['rotate']?.(), vault['beginExport']?.({ passphrase })]) {
        await expect(call).rejects.toMatchObject({ cause: { code: 'FORBIDDEN' } });
      }
    }
  });
});

/** Every row of every table, as text. */
async function dumpDatabase(): Promise<string> {
  const { database } = pool.workspace;
  const { rows: tables } = await database.execute<{ name: string }>(sql`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')`);
  let dump = '';
  for (const { name } of tables) {
    const { rows } = await database.execute<{ row: string }>(sql.raw(`select t::text as row from ${name} t`));
    dump += rows.map(({ row }) => row).join('\n');
  }
  return dump;
}

describe('secrets', () => {
  it('are in no log, no answer and nowhere readable in the database; who exported how many is', async () => {
    const sessions = await addMany(4);
    const vault = callAs(ann);
    const begun = await vault['beginExport']?.({ passphrase });
    const { text } = await exportAll();
    await vault['rotate']?.();
    await rotate({ workspace: pool.workspace, vault: pool.vault, columns, logger: log.logger });
    const wrong = await readSessionExport(text, `${passphrase}?`).catch((error: unknown) => error);
    const answers = JSON.stringify([begun, await vault['state']?.(), wrong]) + String(wrong);
    const key = readFileSync(path.join(pool.dataDir, 'workspace.key'), 'utf8').trim();
    const everything = [log.text(), answers, text, await dumpDatabase()].join('\n');
    const secrets = [...sessions, passphrase, key].flatMap((secret) => [
      secret,
      Buffer.from(secret).toString('hex'),
      Buffer.from(secret).toString('base64').slice(0, -4),
    ]);
    const keyBase64 = Buffer.from(key, 'hex').toString('base64');
    const authKeys = sessions.map((session) => Buffer.from(session.slice(60), 'base64').toString('hex'));
    for (const secret of [...secrets, keyBase64, ...authKeys])
      expect(everything.includes(secret)).toBe(false);

    const entries = log
      .text()
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(entries).toContainEqual(
      expect.objectContaining({ audit: 'sessions.export', operator: 'Ann', accounts: 4 }),
    );
    expect(entries).toContainEqual(expect.objectContaining({ audit: 'sessions.exported', accounts: 4 }));
    expect(entries).toContainEqual(expect.objectContaining({ audit: 'vault.rotate', operator: 'Ann' }));
    expect(entries).toContainEqual(expect.objectContaining({ audit: 'vault.rotated', destroyedKeys: [1] }));
  });

  it('cannot be forgotten by a rotation: every column of bytes is declared sealed, or known not to be', async () => {
    const { rows } = await pool.workspace.database.execute<{ name: string }>(sql`
      select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and data_type = 'bytea'`);
    const notSealed = [
      'account_sessions.fingerprint',
      'vault_data_keys.wrapped',
      'vault_keys.fingerprint_key',
      'vault_keys.proof',
      'verification_documents.digest',
    ];
    const sealed = ['account_sessions.ciphertext', 'verification_chunks.sealed'];
    expect(sealed).toHaveLength(sealedColumns.length);
    // A new one: declare a `SealedColumn` in its domain, list it in sealed-columns.ts, and name it here.
    expect(rows.map((row) => row.name).toSorted()).toEqual([...sealed, ...notSealed].toSorted());
  });
});
