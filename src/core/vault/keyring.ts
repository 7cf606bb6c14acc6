import { asc, eq } from 'drizzle-orm';
import type { WorkspaceId } from '#contract/ids.ts';
import type { Queryable } from '../backend/database.ts';
import { decrypt, deriveKey, encrypt, type SecretKey, secretKey, secretKeyBytes } from './cipher.ts';
import { vaultDataKeys, vaultKeys } from './schema.ts';
import { type DataKeyId, openSealed } from './sealed-secret.ts';

/** Every key of a workspace that is in use, unwrapped. In memory only. */
export type Keyring = {
  readonly current: DataKeyId;
  readonly dataKeys: ReadonlyMap<DataKeyId, SecretKey>;
  readonly fingerprintKey: SecretKey;
};

const proofText = Buffer.from('opsdeck');

/** The key that wraps keys. It is not the root itself, which in old workspaces was the first data key. */
function wrappingKey(root: SecretKey): SecretKey {
  return deriveKey(root, 'opsdeck wrapping v1');
}

export function proofOf(root: SecretKey, workspaceId: WorkspaceId): Buffer {
  return encrypt(wrappingKey(root), proofText, Buffer.from(`${workspaceId}/root key`));
}

export function isProofOf(proof: Buffer, root: SecretKey, workspaceId: WorkspaceId): boolean {
  return (
    decrypt(wrappingKey(root), proof, Buffer.from(`${workspaceId}/root key`))?.equals(proofText) === true
  );
}

/** The proof of a workspace's first version, in which the root key sealed the secrets itself. */
export function isFirstProofOf(proof: Buffer, root: SecretKey, workspaceId: WorkspaceId): boolean {
  return openSealed(root, proof, `${workspaceId}/proof`)?.equals(proofText) === true;
}

/** What fingerprints were made with in that version, and are still. */
export function firstFingerprintKey(root: SecretKey): SecretKey {
  return deriveKey(root, 'opsdeck fingerprint v1');
}

export function wrapDataKey(
  root: SecretKey,
  workspaceId: WorkspaceId,
  id: DataKeyId,
  key: SecretKey,
): Buffer {
  return wrap(root, key, `${workspaceId}/data key/${id}`);
}

/** Null when it was changed, moved, or wrapped with another root key. */
export function unwrapDataKey(
  root: SecretKey,
  workspaceId: WorkspaceId,
  id: DataKeyId,
  wrapped: Buffer,
): SecretKey | null {
  return unwrap(root, wrapped, `${workspaceId}/data key/${id}`);
}

export function wrapFingerprintKey(root: SecretKey, workspaceId: WorkspaceId, key: SecretKey): Buffer {
  return wrap(root, key, `${workspaceId}/fingerprint key`);
}

function wrap(root: SecretKey, key: SecretKey, context: string): Buffer {
  return encrypt(wrappingKey(root), key, Buffer.from(context));
}

function unwrap(root: SecretKey, wrapped: Buffer, context: string): SecretKey | null {
  const bytes = decrypt(wrappingKey(root), wrapped, Buffer.from(context));
  return bytes === null || bytes.length !== secretKeyBytes ? null : secretKey(bytes);
}

/** Why a keyring could not be read. */
export type KeyringProblem = 'root-changed' | 'tampered';

/** Reads and unwraps every key, as they are at one instant. */
export async function readKeyring(
  database: Queryable,
  workspaceId: WorkspaceId,
  root: SecretKey,
): Promise<Keyring | KeyringProblem> {
  const rows = await database
    .select({
      proof: vaultKeys.proof,
      fingerprintKey: vaultKeys.fingerprintKey,
      id: vaultDataKeys.id,
      wrapped: vaultDataKeys.wrapped,
      current: vaultDataKeys.current,
    })
    .from(vaultKeys)
    .innerJoin(vaultDataKeys, eq(vaultDataKeys.workspaceId, vaultKeys.workspaceId))
    .where(eq(vaultKeys.workspaceId, workspaceId))
    .orderBy(asc(vaultDataKeys.id));
  const [first] = rows;
  if (first === undefined || first.fingerprintKey === null) return 'tampered';
  if (!isProofOf(first.proof, root, workspaceId)) return 'root-changed';
  const fingerprintKey = unwrap(root, first.fingerprintKey, `${workspaceId}/fingerprint key`);
  const current = rows.find((row) => row.current)?.id;
  if (fingerprintKey === null || current === undefined) return 'tampered';
  const dataKeys = new Map<DataKeyId, SecretKey>();
  for (const row of rows) {
    const key = unwrapDataKey(root, workspaceId, row.id, row.wrapped);
    if (key === null) return 'tampered';
    dataKeys.set(row.id, key);
  }
  return { current, dataKeys, fingerprintKey };
}
