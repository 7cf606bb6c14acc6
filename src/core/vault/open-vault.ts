import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../backend/database.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { inventKey, keyedDigest, type SecretKey } from './cipher.ts';
import { isProofOf, type Keyring, readKeyring, unwrapDataKey, wrapDataKey } from './keyring.ts';
import { openRoot } from './open-root.ts';
import { vaultDataKeys, vaultKeys, vaultRotations } from './schema.ts';
import { type DataKeyId, keyOfSealed, openSealed, sealSecret } from './sealed-secret.ts';
import type { ChosenSources } from './sources/choose-key-source.ts';
import { keyFileSource } from './sources/key-file.ts';
import type { KeySource } from './sources/key-source.ts';
import { keyMoved, keyUnusable } from './vault-errors.ts';

/** Seals secrets within one transaction: the key it uses stays until that transaction ends. */
export type Seal = {
  readonly keyId: DataKeyId;
  (secret: string | Buffer, purpose: string): Buffer;
};

/** Encrypts what must not be readable in the database. */
export type Vault = {
  readonly source: Pick<KeySource, 'kind' | 'place' | 'notice'>;
  /**
   * How to seal secrets that this transaction writes. Asked of the database, because another console may have changed the
   * key; a rotation destroys no key while a transaction that seals with it is open.
   */
  sealIn(transaction: Transaction): Promise<Seal>;
  /**
   * The secret. Learns of a key that another console has made since.
   *
   * @throws OpsdeckError VAULT_KEY_UNUSABLE when the stored bytes do not belong to a key of the workspace and this purpose.
   */
  unseal(sealed: Buffer, purpose: string): Promise<string>;
  /** The same, of a secret that is no text. */
  unsealBytes(sealed: Buffer, purpose: string): Promise<Buffer>;
  /** Recognises the same secret again, before and after every rotation. Only for secrets that nobody can guess. */
  fingerprint(secret: Buffer): Buffer;
  /** Makes a new data key the current one, and returns its number. Secrets sealed before keep their key. */
  addDataKey(transaction: Transaction): Promise<DataKeyId>;
  /** Takes up keys that were added, and forgets keys that were destroyed. */
  reload(): Promise<void>;
};

/** How long a console that knew a destroyed key goes on reading with it what it had read before, in milliseconds. */
const retiredKeptMs = 10 * 60_000;

/** The vault with its root key in a plain file: `openVaultWith` with nothing else configured. */
export function openVault(workspace: Workspace, keyPath: string): Promise<Vault> {
  return openVaultWith(workspace, { source: keyFileSource(keyPath), previous: [] });
}

/**
 * Opens the workspace's vault with the key of the chosen source. The first console of a workspace makes the keys; every later
 * start must have the same root key, so that nothing is ever encrypted with a wrong one.
 *
 * @throws OpsdeckError VAULT_KEY_UNUSABLE when the source has no key although the workspace has one, or another key.
 */
export async function openVaultWith(workspace: Workspace, chosen: ChosenSources): Promise<Vault> {
  const root = await openRoot(workspace, chosen);
  const keyring = await readOrThrow(workspace, root, chosen.source.place);
  return vaultWith(workspace, root, keyring, chosen.source);
}

async function readOrThrow(workspace: Workspace, root: SecretKey, place: string): Promise<Keyring> {
  const keyring = await readKeyring(workspace.database, workspace.id, root);
  if (keyring === 'root-changed') throw keyMoved(place);
  if (keyring === 'tampered') throw keyUnusable(place, 'the wrapped keys in the database were changed');
  return keyring;
}

function vaultWith(workspace: Workspace, root: SecretKey, opened: Keyring, source: KeySource): Vault {
  const { kind, place, notice } = source;
  let keyring = opened;
  let reloading: Promise<void> | null = null;
  const retired = new Map<DataKeyId, SecretKey>();

  /** Callers that need it at the same time wait for the same one. */
  function reload(): Promise<void> {
    reloading ??= readOrThrow(workspace, root, place)
      .then((fresh) => {
        for (const [id, key] of keyring.dataKeys) if (!fresh.dataKeys.has(id)) retire(id, key);
        keyring = fresh;
      })
      .finally(() => {
        reloading = null;
      });
    return reloading;
  }

  /** What was read before a rotation ended may be opened a moment after it. */
  function retire(id: DataKeyId, key: SecretKey): void {
    retired.set(id, key);
    setTimeout(() => retired.delete(id), retiredKeptMs).unref();
  }

  const keyFor = (id: DataKeyId) => keyring.dataKeys.get(id) ?? retired.get(id);

  function open(sealed: Buffer, purpose: string): Buffer {
    const keyId = keyOfSealed(sealed);
    const key = keyId === null ? undefined : keyFor(keyId);
    const secret = key === undefined ? null : openSealed(key, sealed, purpose);
    if (secret === null) throw keyUnusable(place, 'a stored secret does not decrypt with it');
    return secret;
  }

  async function sealIn(transaction: Transaction): Promise<Seal> {
    // A rotation that begins between our snapshot and our lock hides both keys from the first look.
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const [row] = await transaction
        .select({ id: vaultDataKeys.id, wrapped: vaultDataKeys.wrapped })
        .from(vaultDataKeys)
        .where(and(eq(vaultDataKeys.workspaceId, workspace.id), eq(vaultDataKeys.current, true)))
        .for('key share');
      if (row === undefined) continue;
      const { id, wrapped } = row;
      const key = keyring.dataKeys.get(id) ?? unwrapDataKey(root, workspace.id, id, wrapped);
      if (key === null) throw keyMoved(place);
      const seal = (secret: string | Buffer, purpose: string) => sealSecret(id, key, secret, purpose);
      return Object.assign(seal, { keyId: id });
    }
    throw new Error('the vault has no current key');
  }

  async function unsealBytes(sealed: Buffer, purpose: string): Promise<Buffer> {
    const keyId = keyOfSealed(sealed);
    if (keyId !== null && keyFor(keyId) === undefined) await reload();
    return open(sealed, purpose);
  }

  return {
    source: { kind, place, notice },
    sealIn,
    unseal: async (sealed, purpose) => (await unsealBytes(sealed, purpose)).toString('utf8'),
    unsealBytes,
    fingerprint: (secret) => keyedDigest(keyring.fingerprintKey, secret),
    async addDataKey(transaction) {
      const [row] = await transaction
        .select({ proof: vaultKeys.proof })
        .from(vaultKeys)
        .where(eq(vaultKeys.workspaceId, workspace.id))
        .for('update');
      // Wrapped with a root key that was replaced, the new key would be lost with this process.
      if (row === undefined || !isProofOf(row.proof, root, workspace.id)) throw keyMoved(place);
      const id = await nextKeyId(transaction, workspace);
      await transaction
        .update(vaultDataKeys)
        .set({ current: false })
        .where(and(eq(vaultDataKeys.workspaceId, workspace.id), eq(vaultDataKeys.current, true)));
      await transaction.insert(vaultDataKeys).values({
        workspaceId: workspace.id,
        id,
        wrapped: wrapDataKey(root, workspace.id, id, inventKey()),
        current: true,
      });
      return id;
    },
    reload,
  };
}

/** One more than any key ever had: a destroyed key's number would make its secrets look like the new key's. */
async function nextKeyId(transaction: Transaction, workspace: Workspace): Promise<DataKeyId> {
  const [row] = await transaction
    .select({
      highest: sql`greatest(coalesce(max(${vaultDataKeys.id}), 0), (
        select coalesce(max(${vaultRotations.keyId}), 0) from ${vaultRotations}
        where ${vaultRotations.workspaceId} = ${workspace.id}))`.mapWith(Number),
    })
    .from(vaultDataKeys)
    .where(eq(vaultDataKeys.workspaceId, workspace.id));
  return (row?.highest ?? 0) + 1;
}
