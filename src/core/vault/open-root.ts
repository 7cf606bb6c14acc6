import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '../backend/database.ts';
import { inTransaction } from '../backend/transaction.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import { inventKey, type SecretKey } from './cipher.ts';
import {
  firstFingerprintKey,
  isFirstProofOf,
  isProofOf,
  type Keyring,
  proofOf,
  readKeyring,
  wrapDataKey,
  wrapFingerprintKey,
} from './keyring.ts';
import { vaultDataKeys, vaultKeys } from './schema.ts';
import { firstDataKeyId } from './sealed-secret.ts';
import type { ChosenSources } from './sources/choose-key-source.ts';
import type { KeyDerivation, KeySource } from './sources/key-source.ts';
import { keyUnusable, passphraseWrong } from './vault-errors.ts';

/** Serialises consoles that open a vault at the same time, one of which may make or move its keys. */
const openLock = 7_420_003;

type VaultRow = typeof vaultKeys.$inferSelect;

/**
 * The workspace's root key, as its source has it. Makes the keys of a new workspace; brings one of the first version to
 * today's form; and moves it to `source` when only a previous one opens it, by wrapping its keys anew. Each of these happens
 * in one transaction, completely or not at all, and none touches a secret.
 *
 * @throws OpsdeckError VAULT_KEY_UNUSABLE when no source has the right key; then nothing was changed.
 */
export async function openRoot(workspace: Workspace, chosen: ChosenSources): Promise<SecretKey> {
  const { source } = chosen;
  const root = await inTransaction(workspace.database, async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(${openLock})`);
    const [row] = await transaction
      .select()
      .from(vaultKeys)
      .where(eq(vaultKeys.workspaceId, workspace.id))
      .for('update');
    if (row === undefined) return createKeys(transaction, workspace, source);
    const found = await findRoot(workspace, row, chosen);
    if (row.fingerprintKey === null) await bringUpToDate(transaction, workspace, found.root);
    return found.source === source ? found.root : moveTo(transaction, workspace, found.root, source);
  });
  await source.keep(root);
  return root;
}

async function createKeys(
  transaction: Transaction,
  workspace: Workspace,
  source: KeySource,
): Promise<SecretKey> {
  const { root, derivation } = await source.establish();
  await transaction.insert(vaultKeys).values({
    workspaceId: workspace.id,
    derivation,
    proof: proofOf(root, workspace.id),
    fingerprintKey: wrapFingerprintKey(root, workspace.id, inventKey()),
  });
  await transaction.insert(vaultDataKeys).values({
    workspaceId: workspace.id,
    id: firstDataKeyId,
    wrapped: wrapDataKey(root, workspace.id, firstDataKeyId, inventKey()),
    current: true,
  });
  return root;
}

/** A workspace of the first version: the root key becomes its first data key, so that what it sealed stays readable. */
async function bringUpToDate(transaction: Transaction, workspace: Workspace, root: SecretKey): Promise<void> {
  await transaction
    .update(vaultKeys)
    .set({
      proof: proofOf(root, workspace.id),
      fingerprintKey: wrapFingerprintKey(root, workspace.id, firstFingerprintKey(root)),
    })
    .where(eq(vaultKeys.workspaceId, workspace.id));
  await transaction.insert(vaultDataKeys).values({
    workspaceId: workspace.id,
    id: firstDataKeyId,
    wrapped: wrapDataKey(root, workspace.id, firstDataKeyId, root),
    current: true,
  });
}

async function moveTo(
  transaction: Transaction,
  workspace: Workspace,
  oldRoot: SecretKey,
  source: KeySource,
): Promise<SecretKey> {
  const keyring = await readKeyring(transaction, workspace.id, oldRoot);
  if (typeof keyring === 'string')
    throw keyUnusable(source.place, 'the wrapped keys in the database were changed');
  const { root, derivation } = await source.establish();
  await rewrap(transaction, workspace, keyring, { root, derivation });
  return root;
}

async function rewrap(
  transaction: Transaction,
  workspace: Workspace,
  keyring: Keyring,
  { root, derivation }: { readonly root: SecretKey; readonly derivation: KeyDerivation | null },
): Promise<void> {
  await transaction
    .update(vaultKeys)
    .set({
      derivation,
      proof: proofOf(root, workspace.id),
      fingerprintKey: wrapFingerprintKey(root, workspace.id, keyring.fingerprintKey),
    })
    .where(eq(vaultKeys.workspaceId, workspace.id));
  for (const [id, key] of keyring.dataKeys) {
    await transaction
      .update(vaultDataKeys)
      .set({ wrapped: wrapDataKey(root, workspace.id, id, key) })
      .where(sql`${vaultDataKeys.workspaceId} = ${workspace.id} and ${vaultDataKeys.id} = ${id}`);
  }
}

type FoundRoot = { readonly root: SecretKey; readonly source: KeySource };

async function findRoot(
  workspace: Workspace,
  row: VaultRow,
  { source, previous }: ChosenSources,
): Promise<FoundRoot> {
  const isRoot = row.fingerprintKey === null ? isFirstProofOf : isProofOf;
  let tried = 0;
  for (const candidate of [source, ...previous]) {
    const roots = await candidate.read(row.derivation);
    if (candidate === source) tried = roots.length;
    const root = roots.find((key) => isRoot(row.proof, key, workspace.id));
    if (root !== undefined) return { root, source: candidate };
  }
  if (source.kind === 'passphrase' && row.derivation !== null) throw passphraseWrong(source.place);
  throw keyUnusable(source.place, problemWith(source, row, tried));
}

function problemWith(source: KeySource, row: VaultRow, tried: number): string {
  const byPassphrase = row.derivation !== null;
  if (source.kind === 'passphrase') {
    return 'this workspace does not open with a passphrase yet (OPSDECK_VAULT_PREVIOUS_KEY_FILE moves it)';
  }
  if (byPassphrase)
    return 'this workspace opens with a passphrase (OPSDECK_VAULT_PASSPHRASE_FILE names its file)';
  return tried === 0
    ? 'the file does not exist, but this workspace already has a key'
    : 'it is not the key of this workspace';
}
