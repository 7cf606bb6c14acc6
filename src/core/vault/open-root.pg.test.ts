import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/test-database.ts';
import { openWorkspace } from '../workspaces/open-workspace.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { createFirstVersionVault } from './first-version.fixture.ts';
import { openVaultWith, type Vault } from './open-vault.ts';
import { chooseKeySource, usualVaultConfig, type VaultConfig } from './sources/choose-key-source.ts';
import type { OsKeychain } from './sources/os-keychain.ts';

let testDatabase: TestDatabase;
let workspace: Workspace;
let dataDir: string;
let keyFile: string;
let passphraseFile: string;
const protectedKey = () => `${keyFile}.protected`;
beforeEach(async () => {
  testDatabase = await createTestDatabase();
  ({ workspace } = await openWorkspace(testDatabase.database));
  dataDir = mkdtempSync(path.join(tmpdir(), 'opsdeck-vault-'));
  keyFile = path.join(dataDir, 'workspace.key');
  passphraseFile = path.join(dataDir, 'passphrase');
  writeFileSync(passphraseFile, 'correct horse battery staple\n');
});
afterEach(() => testDatabase.drop());

const open = (config: Partial<VaultConfig> = {}, keychain: OsKeychain | null = null) =>
  openVaultWith(workspace, chooseKeySource(dataDir, { ...usualVaultConfig, ...config }, keychain));
const openWithPassphrase = (file = passphraseFile) => open({ passphraseFile: file });

const seal = (vault: Vault, secret: string, purpose: string) =>
  workspace.database.transaction(async (transaction) => (await vault.sealIn(transaction))(secret, purpose));

const unusable = (problem: RegExp) => ({
  code: 'VAULT_KEY_UNUSABLE',
  message: expect.stringMatching(problem) as unknown,
});

/** A keychain that belongs to one user of one machine: it reveals only what it has protected itself. */
function inventKeychain(): Extract<OsKeychain, { available: true }> {
  const kept = new Map<string, string>();
  return {
    available: true,
    async protect(text) {
      const handle = Buffer.from(`protected ${kept.size} ${Math.random()}`);
      kept.set(handle.toString(), text);
      return handle;
    },
    async reveal(bytes) {
      const text = kept.get(bytes.toString());
      if (text === undefined) throw new Error('not protected here');
      return { text, stale: false };
    },
  };
}

describe('a workspace of the first version', () => {
  it('is brought up to date when it is opened, and everything in it stays readable and recognised', async () => {
    const first = await createFirstVersionVault(workspace, keyFile);
    const sealed = first.encrypt('an old session', 'row 1');
    const key = readFileSync(keyFile);
    const [one, other] = await Promise.all([open(), open()]);
    expect(await one.unseal(sealed, 'row 1')).toBe('an old session');
    expect(await (await open()).unseal(await seal(other, 'a new one', 'row 2'), 'row 2')).toBe('a new one');
    expect(one.fingerprint(Buffer.from('x'))).toEqual(first.fingerprint(Buffer.from('x')));
    expect(readFileSync(keyFile)).toEqual(key);
    await expect(one.unseal(sealed, 'row 2')).rejects.toMatchObject({ code: 'VAULT_KEY_UNUSABLE' });
  });

  it('is left alone when the key is not its own', async () => {
    await createFirstVersionVault(workspace, keyFile);
    writeFileSync(keyFile, 'ab'.repeat(32));
    await expect(open()).rejects.toMatchObject(unusable(/not the key of this workspace/));
    rmSync(keyFile);
    await expect(open()).rejects.toMatchObject(unusable(/does not exist/));
    expect(existsSync(keyFile)).toBe(false);
    const { rows } = await workspace.database.execute(
      sql`select 1 from vault_keys where fingerprint_key is null`,
    );
    expect(rows).toHaveLength(1);
  });

  it('moves to a passphrase in the same start', async () => {
    const first = await createFirstVersionVault(workspace, keyFile);
    const sealed = first.encrypt('an old session', 'row 1');
    await expect(openWithPassphrase()).rejects.toMatchObject(unusable(/PREVIOUS_KEY_FILE/));
    await open({ passphraseFile, previousKeyFile: keyFile });
    expect(await (await openWithPassphrase()).unseal(sealed, 'row 1')).toBe('an old session');
  });
});

describe('a passphrase', () => {
  it('opens the workspace again, from any console that has it', async () => {
    const sealed = await seal(await openWithPassphrase(), 'a session', 'row 1');
    const elsewhere = path.join(dataDir, 'copy');
    writeFileSync(elsewhere, 'correct horse battery staple\r\n');
    expect(await (await openWithPassphrase(elsewhere)).unseal(sealed, 'row 1')).toBe('a session');
    expect(existsSync(keyFile)).toBe(false);
  });

  it('raises VAULT_KEY_UNUSABLE when it is wrong, missing, empty, or too weak to begin with, without repeating it', async () => {
    writeFileSync(passphraseFile, 'hunter2');
    await expect(openWithPassphrase()).rejects.toMatchObject(unusable(/too weak/));
    writeFileSync(passphraseFile, 'correct horse battery staple');
    await openWithPassphrase();
    writeFileSync(passphraseFile, 'incorrect horse battery staple');
    const wrong = await openWithPassphrase().catch((error: unknown) => error);
    expect(wrong).toMatchObject({ code: 'VAULT_PASSPHRASE_WRONG' });
    expect(JSON.stringify(wrong) + String(wrong)).not.toContain('horse');
    writeFileSync(passphraseFile, '\n');
    await expect(openWithPassphrase()).rejects.toMatchObject(unusable(/empty/));
    rmSync(passphraseFile);
    await expect(openWithPassphrase()).rejects.toMatchObject(unusable(/does not exist/));
    await expect(open()).rejects.toMatchObject(unusable(/OPSDECK_VAULT_PASSPHRASE_FILE/));
  });

  it('is changed without touching a secret, and the old one is worth nothing then', async () => {
    const before = await openWithPassphrase();
    const sealed = await seal(before, 'a session', 'row 1');
    const fresh = path.join(dataDir, 'fresh');
    writeFileSync(fresh, 'staple battery horse correct');
    const moving = { passphraseFile: fresh, previousPassphraseFile: passphraseFile };
    await open(moving);
    // The variable may stay set: there is nothing to move any more.
    expect(await (await open(moving)).unseal(sealed, 'row 1')).toBe('a session');
    await expect(openWithPassphrase()).rejects.toMatchObject({ code: 'VAULT_PASSPHRASE_WRONG' });
    await expect(
      workspace.database.transaction((transaction) => before.addDataKey(transaction)),
    ).rejects.toMatchObject({ code: 'VAULT_KEY_MOVED' });
    await expect(before.reload()).rejects.toMatchObject({ code: 'VAULT_KEY_MOVED' });
  });

  it('gives way to a key file again', async () => {
    const sealed = await seal(await openWithPassphrase(), 'a session', 'row 1');
    await open({ previousPassphraseFile: passphraseFile });
    expect(await (await open()).unseal(sealed, 'row 1')).toBe('a session');
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  });
});

describe('a key file elsewhere', () => {
  it('never moves a workspace by being named wrongly', async () => {
    await open();
    const elsewhere = path.join(dataDir, 'other.key');
    await expect(open({ keyFile: elsewhere })).rejects.toMatchObject(unusable(/does not exist/));
    expect(existsSync(elsewhere)).toBe(false);
    await open({ keyFile: elsewhere, previousKeyFile: keyFile });
    await open({ keyFile: elsewhere });
    await expect(open()).rejects.toMatchObject(unusable(/not the key of this workspace/));
  });

  it('is used by the next start when a move was cut off after writing it', async () => {
    const sealed = await seal(await open(), 'a session', 'row 1');
    const elsewhere = path.join(dataDir, 'other.key');
    writeFileSync(elsewhere, `${'cd'.repeat(32)}\n`);
    const vault = await open({ keyFile: elsewhere, previousKeyFile: keyFile });
    expect(await vault.unseal(sealed, 'row 1')).toBe('a session');
    expect(readFileSync(elsewhere, 'utf8')).toBe(`${'cd'.repeat(32)}\n`);
  });
});

describe('the keychain of the operating system', () => {
  it('protects a new key: no plain key is ever on the disk', async () => {
    const keychain = inventKeychain();
    const vault = await open({}, keychain);
    expect(vault.source).toEqual({ kind: 'os-keychain', place: protectedKey(), notice: null });
    expect(existsSync(keyFile)).toBe(false);
    expect(readFileSync(protectedKey(), 'utf8')).toMatch(/^protected/);
    const sealed = await seal(vault, 'a session', 'row 1');
    expect(await (await open({}, keychain)).unseal(sealed, 'row 1')).toBe('a session');
  });

  it('takes in the key file of before, once its key has opened the workspace', async () => {
    const first = await createFirstVersionVault(workspace, keyFile);
    const sealed = first.encrypt('a session', 'row 1');
    const right = readFileSync(keyFile);
    const keychain = inventKeychain();
    writeFileSync(keyFile, 'ab'.repeat(32));
    await expect(open({}, keychain)).rejects.toMatchObject(unusable(/not the key/));
    expect(existsSync(protectedKey())).toBe(false);
    writeFileSync(keyFile, right);
    expect(await (await open({}, keychain)).unseal(sealed, 'row 1')).toBe('a session');
    expect(existsSync(keyFile)).toBe(false);
    expect(await (await open({}, keychain)).unseal(sealed, 'row 1')).toBe('a session');
  });

  it('is given the key again when the operating system asks for that', async () => {
    const keychain = inventKeychain();
    await open({}, keychain);
    const before = readFileSync(protectedKey());
    await open({}, keychain);
    expect(readFileSync(protectedKey())).toEqual(before);
    await open(
      {},
      {
        ...keychain,
        reveal: async (bytes) => ({ ...(await keychain.reveal(bytes)), stale: bytes.equals(before) }),
      },
    );
    expect(readFileSync(protectedKey())).not.toEqual(before);
    await open({}, keychain);
  });

  it('raises VAULT_KEY_UNUSABLE when it was lost; a restored key file is the way out', async () => {
    await open();
    const backup = readFileSync(keyFile);
    await open({}, inventKeychain());
    const other = inventKeychain();
    await expect(open({}, other)).rejects.toMatchObject(unusable(/keychain does not open it/));
    await expect(open({}, { available: false, reason: 'it is locked' })).rejects.toMatchObject(
      unusable(/it is locked/),
    );
    writeFileSync(keyFile, backup);
    await open({}, other);
    expect(existsSync(keyFile)).toBe(false);
    await open({}, other);
  });

  it('is done without, and said so, where there is none', async () => {
    const vault = await open({}, { available: false, reason: 'no keyring is running' });
    expect(vault.source).toMatchObject({ kind: 'key-file', place: keyFile });
    expect(vault.source.notice).toContain('no keyring is running');
  });

  it('is not trusted with a key before it has given it back', async () => {
    const forgetful: OsKeychain = {
      ...inventKeychain(),
      reveal: async () => ({ text: '0'.repeat(64), stale: false }),
    };
    await open();
    const key = readFileSync(keyFile);
    await expect(open({}, forgetful)).rejects.toMatchObject(unusable(/something else/));
    expect(readFileSync(keyFile)).toEqual(key);
  });
});

describe('the wrapped keys in the database', () => {
  const tampered = unusable(/wrapped keys in the database were changed/);

  it.each([
    ['a data key', `update vault_data_keys set wrapped = set_byte(wrapped, 20, get_byte(wrapped, 20) # 1)`],
    ['a shorter data key', `update vault_data_keys set wrapped = substring(wrapped from 1 for 30)`],
    [
      'a data key moved to another number',
      `insert into vault_data_keys select workspace_id, 9, wrapped, false from vault_data_keys`,
    ],
    [
      'the fingerprint key',
      `update vault_keys set fingerprint_key = (select wrapped from vault_data_keys limit 1)`,
    ],
    ['no current key', `update vault_data_keys set current = false`],
  ])('raise VAULT_KEY_UNUSABLE when changed: %s', async (_what, statement) => {
    await open();
    await workspace.database.execute(sql.raw(statement));
    await expect(open()).rejects.toMatchObject(tampered);
  });
});
