import { randomUUID } from 'node:crypto';
import { and, asc, eq, inArray, isNull } from 'drizzle-orm';
import { isOpsdeckError } from '#contract/errors.ts';
import { accountIdSchema, type AccountId } from '#contract/ids.ts';
import { type SessionExportId, sessionExportIdSchema } from '#contract/vault.ts';
import { z } from 'zod';
import type { Logger } from '../../logging/logger.ts';
import type { Caller } from '../../rpc/caller.ts';
import { createSealedFile, readSealedFile, type SealedFile } from '../../vault/export/sealed-file.ts';
import type { SessionExports } from '../../vault/export/session-exports.ts';
import type { Vault } from '../../vault/open-vault.ts';
import { exportGone, exportUnreadable } from '../../vault/vault-errors.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { accounts, accountSessions } from '../schema.ts';
import { sessionPurpose } from '../session-purpose.ts';

/** One account in an export. Its session is null when it was removed while the export was made, or does not decrypt. */
const exportedAccountSchema = z.object({
  id: accountIdSchema,
  phone: z.string().nullable(),
  displayName: z.string(),
  username: z.string().nullable(),
  labels: z.array(z.string()),
  session: z.string().nullable(),
});
export type ExportedAccount = z.infer<typeof exportedAccountSchema>;

type Dependencies = { readonly workspace: Workspace; readonly vault: Vault; readonly logger: Logger };

type Pending = {
  readonly operatorId: Caller['operatorId'];
  readonly ids: readonly AccountId[];
  readonly file: SealedFile;
  forget: NodeJS.Timeout;
};

const accountsPerChunk = 250;
const keptForMs = 10 * 60_000;

/**
 * Exports of the pool's sessions, encrypted under a passphrase given for each. The console reads and seals one chunk at a time,
 * so no export is ever whole in its memory. Beginning and completing one is written to the log, with who and how many.
 */
export function createSessionExports({ workspace, vault, logger }: Dependencies): SessionExports {
  const pending = new Map<SessionExportId, Pending>();

  function keep(exportId: SessionExportId): NodeJS.Timeout {
    return setTimeout(() => pending.delete(exportId), keptForMs).unref();
  }

  return {
    async begin(caller, passphrase) {
      const ids = await exportableIds(workspace);
      const chunks = Math.max(1, Math.ceil(ids.length / accountsPerChunk));
      const createdAt = new Date();
      const file = await createSealedFile(passphrase, { accounts: ids.length, chunks, createdAt });
      const exportId = sessionExportIdSchema.parse(randomUUID());
      pending.set(exportId, { operatorId: caller.operatorId, ids, file, forget: keep(exportId) });
      const { operatorId, name: operator } = caller;
      const entry = { audit: 'sessions.export', exportId, operatorId, operator, accounts: ids.length };
      logger.warn(entry, 'an export of the sessions was begun');
      const day = createdAt.toISOString().slice(0, 10);
      const fileName = `opsdeck-${day}.sessions`;
      return { exportId, fileName, accounts: ids.length, chunks, head: file.head };
    },
    async chunk(caller, exportId, chunk) {
      const begun = pending.get(exportId);
      if (begun?.operatorId !== caller.operatorId) throw exportGone();
      const start = chunk * accountsPerChunk;
      if (chunk > 0 && start >= begun.ids.length) throw exportGone();
      clearTimeout(begun.forget);
      begun.forget = keep(exportId);
      const ids = begun.ids.slice(start, start + accountsPerChunk);
      const text = begun.file.chunk(chunk, await readAccounts({ workspace, vault }, ids));
      if (start + ids.length === begun.ids.length) {
        const entry = { audit: 'sessions.exported', exportId, operatorId: caller.operatorId };
        logger.warn({ ...entry, accounts: begun.ids.length }, 'the sessions were exported');
      }
      return text;
    },
  };
}

/**
 * Reads such a file back.
 *
 * @throws OpsdeckError when it was changed or cut off, or the passphrase is not its own; nothing is returned then.
 */
export async function readSessionExport(text: string, passphrase: string): Promise<ExportedAccount[]> {
  const parsed = z.array(exportedAccountSchema).safeParse(await readSealedFile(text, passphrase));
  // What zod says of a record may repeat it.
  if (!parsed.success) throw exportUnreadable('its accounts are not in the form this version knows');
  return parsed.data;
}

async function exportableIds(workspace: Workspace): Promise<AccountId[]> {
  const rows = await workspace.database
    .select({ id: accounts.id })
    .from(accountSessions)
    .innerJoin(accounts, ownAccount)
    .where(and(eq(accountSessions.workspaceId, workspace.id), isNull(accounts.removedAt)))
    .orderBy(asc(accounts.id));
  return rows.map((row) => row.id);
}

const ownAccount = and(
  eq(accounts.workspaceId, accountSessions.workspaceId),
  eq(accounts.id, accountSessions.accountId),
);

async function readAccounts(
  { workspace, vault }: Pick<Dependencies, 'workspace' | 'vault'>,
  ids: readonly AccountId[],
): Promise<ExportedAccount[]> {
  if (ids.length === 0) return [];
  const rows = await workspace.database
    .select({
      id: accounts.id,
      phone: accounts.phone,
      displayName: accounts.displayName,
      username: accounts.username,
      labels: accounts.labels,
      removedAt: accounts.removedAt,
      ciphertext: accountSessions.ciphertext,
    })
    .from(accountSessions)
    .innerJoin(accounts, ownAccount)
    .where(and(eq(accountSessions.workspaceId, workspace.id), inArray(accounts.id, [...ids])));
  const known = new Map(rows.map((row) => [row.id, row]));
  const exported: ExportedAccount[] = [];
  for (const id of ids) {
    const row = known.get(id);
    if (row === undefined || row.removedAt !== null) {
      exported.push({ id, phone: null, displayName: '', username: null, labels: [], session: null });
      continue;
    }
    const { removedAt: _, ciphertext, ...account } = row;
    const session = await readSession(vault, ciphertext, sessionPurpose(workspace.id, id));
    exported.push({ ...account, session });
  }
  return exported;
}

/** One that does not decrypt must not keep the others from being saved. */
async function readSession(vault: Vault, sealed: Buffer, purpose: string): Promise<string | null> {
  try {
    return await vault.unseal(sealed, purpose);
  } catch (error) {
    if (isOpsdeckError(error) && error.code === 'VAULT_KEY_UNUSABLE') return null;
    throw error;
  }
}
