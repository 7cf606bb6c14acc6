import { eq } from 'drizzle-orm';
import { OpsdeckError } from '#contract/errors.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { decrypt, encrypt, fingerprint, type WorkspaceKey } from './cipher.ts';
import { createKeyFile, readKeyFile } from './key-file.ts';
import { vaultKeys } from './schema.ts';

/** Encrypts what must not be readable in the database. */
export type Vault = {
  encrypt(plaintext: string, purpose: string): Buffer;
  /** @throws OpsdeckError VAULT_KEY_UNUSABLE when the stored bytes do not belong to this key and purpose. */
  decrypt(sealed: Buffer, purpose: string): string;
  fingerprint(secret: Buffer): Buffer;
};

const proofText = 'opsdeck';

/**
 * Opens the workspace's vault with the key in `keyPath`. The first console of a workspace makes the key and leaves a proof of
 * it in the database; every later start must hold the same key, so that nothing is ever encrypted with a wrong one.
 *
 * @throws OpsdeckError VAULT_KEY_UNUSABLE when the file is missing although the workspace has a key, or holds another key.
 */
export async function openVault(workspace: Workspace, keyPath: string): Promise<Vault> {
  const purpose = `${workspace.id}/proof`;
  const fileKey = readKeyFile(keyPath);
  const key = fileKey ?? ((await readProof(workspace)) === null ? createKeyFile(keyPath) : null);
  if (key === null) throw unusable(keyPath, 'the file does not exist, but this workspace already has a key');
  await workspace.database
    .insert(vaultKeys)
    .values({ workspaceId: workspace.id, proof: encrypt(key, proofText, purpose) })
    .onConflictDoNothing();
  const proof = await readProof(workspace);
  if (proof === null || decrypt(key, proof, purpose) !== proofText) {
    throw unusable(keyPath, 'it is not the key of this workspace');
  }
  return vaultWith(key, keyPath);
}

async function readProof(workspace: Workspace): Promise<Buffer | null> {
  const [row] = await workspace.database
    .select({ proof: vaultKeys.proof })
    .from(vaultKeys)
    .where(eq(vaultKeys.workspaceId, workspace.id));
  return row?.proof ?? null;
}

function vaultWith(key: WorkspaceKey, keyPath: string): Vault {
  return {
    encrypt: (plaintext, purpose) => encrypt(key, plaintext, purpose),
    decrypt(sealed, purpose) {
      const plaintext = decrypt(key, sealed, purpose);
      if (plaintext === null) throw unusable(keyPath, 'a stored secret does not decrypt with it');
      return plaintext;
    },
    fingerprint: (secret) => fingerprint(key, secret),
  };
}

function unusable(path: string, problem: string): OpsdeckError {
  return new OpsdeckError('VAULT_KEY_UNUSABLE', { path, problem });
}
