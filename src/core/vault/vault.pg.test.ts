import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../tests/setup/test-database.ts';
import { openWorkspace } from '../workspaces/open-workspace.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { openVault, type Vault } from './open-vault.ts';

let testDatabase: TestDatabase;
let workspace: Workspace;
let keyPath: string;
beforeAll(async () => {
  testDatabase = await createTestDatabase();
  ({ workspace } = await openWorkspace(testDatabase.database));
  keyPath = path.join(mkdtempSync(path.join(tmpdir(), 'opsdeck-vault-')), 'workspace.key');
});
afterAll(() => testDatabase.drop());

const seal = (vault: Vault) =>
  workspace.database.transaction(async (transaction) =>
    (await vault.sealIn(transaction))('a session', 'row 1'),
  );

describe('the vault', () => {
  it('makes a key that only this user can read, and opens with it again', async () => {
    const first = await openVault(workspace, keyPath);
    expect(statSync(keyPath).mode & 0o777).toBe(0o600);
    const again = await openVault(workspace, keyPath);
    expect(await again.unseal(await seal(first), 'row 1')).toBe('a session');
    expect(again.fingerprint(Buffer.from('x'))).toEqual(first.fingerprint(Buffer.from('x')));
  });

  it('never encrypts the same way twice', async () => {
    const vault = await openVault(workspace, keyPath);
    expect(await seal(vault)).not.toEqual(await seal(vault));
  });

  it('raises VAULT_KEY_UNUSABLE for a secret that was changed or moved to another row', async () => {
    const vault = await openVault(workspace, keyPath);
    const sealed = await seal(vault);
    await expect(vault.unseal(sealed, 'row 2')).rejects.toMatchObject({ code: 'VAULT_KEY_UNUSABLE' });
    for (const [place, byte] of sealed.entries()) {
      const changed = Buffer.from(sealed);
      changed[place] = byte ^ 1;
      await expect(vault.unseal(changed, 'row 1')).rejects.toMatchObject({ code: 'VAULT_KEY_UNUSABLE' });
      await expect(vault.unseal(sealed.subarray(0, place), 'row 1')).rejects.toThrow();
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
