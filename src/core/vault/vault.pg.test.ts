import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/test-database.ts';
import { openWorkspace } from '../workspaces/open-workspace.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { openVault } from './open-vault.ts';

let testDatabase: TestDatabase;
let workspace: Workspace;
let keyPath: string;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  ({ workspace } = await openWorkspace(testDatabase.database));
  keyPath = path.join(mkdtempSync(path.join(tmpdir(), 'opsdeck-vault-')), 'workspace.key');
});
afterAll(() => testDatabase.drop());

describe('the vault', () => {
  it('makes a key that only this user can read, and opens with it again', async () => {
    const first = await openVault(workspace, keyPath);
    expect(statSync(keyPath).mode & 0o777).toBe(0o600);
    const again = await openVault(workspace, keyPath);
    expect(again.decrypt(first.encrypt('a session', 'row 1'), 'row 1')).toBe('a session');
    expect(again.fingerprint(Buffer.from('x'))).toEqual(first.fingerprint(Buffer.from('x')));
  });

  it('never encrypts the same way twice', async () => {
    const vault = await openVault(workspace, keyPath);
    expect(vault.encrypt('a session', 'row 1')).not.toEqual(vault.encrypt('a session', 'row 1'));
  });

  it('raises VAULT_KEY_UNUSABLE for a secret that was changed or moved to another row', async () => {
    const vault = await openVault(workspace, keyPath);
    const sealed = vault.encrypt('a session', 'row 1');
    expect(() => vault.decrypt(sealed, 'row 2')).toThrow(
      expect.objectContaining({ code: 'VAULT_KEY_UNUSABLE' }),
    );
    for (const [place, byte] of sealed.entries()) {
      const changed = Buffer.from(sealed);
      changed[place] = byte ^ 1;
      expect(() => vault.decrypt(changed, 'row 1')).toThrow(
        expect.objectContaining({ code: 'VAULT_KEY_UNUSABLE' }),
      );
      expect(() => vault.decrypt(sealed.subarray(0, place), 'row 1')).toThrow();
    }
  });

  it('raises VAULT_KEY_UNUSABLE when the key is lost, wrong or damaged, and overwrites nothing', async () => {
    await openVault(workspace, keyPath);
    const key = readFileSync(keyPath);
    const unusable = { code: 'VAULT_KEY_UNUSABLE' };
    writeFileSync(keyPath, `${'0'.repeat(64)}\n`);
    await expect(openVault(workspace, keyPath)).rejects.toMatchObject(unusable);
    expect(readFileSync(keyPath, 'utf8')).toBe(`${'0'.repeat(64)}\n`);
    writeFileSync(keyPath, 'half a k');
    await expect(openVault(workspace, keyPath)).rejects.toMatchObject(unusable);
    rmSync(keyPath);
    await expect(openVault(workspace, keyPath)).rejects.toMatchObject(unusable);
    writeFileSync(keyPath, key);
    await expect(openVault(workspace, keyPath)).resolves.toBeDefined();
  });
});
