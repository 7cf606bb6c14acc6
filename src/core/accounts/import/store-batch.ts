import { and, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import { accountIdSchema, type AccountId } from '#contract/ids.ts';
import type { Queryable, Transaction } from '../../backend/database.ts';
import type { Vault } from '../../vault/open-vault.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { lockForAdding } from '../adding-lock.ts';
import { accounts, accountSessions } from '../schema.ts';
import { sessionPurpose } from '../session-purpose.ts';
import type { ImportableRow } from './sheet.ts';

type Dependencies = { readonly workspace: Workspace; readonly vault: Vault };

export type Stored = { readonly added: number; readonly returned: number; readonly alreadyThere: number };

/** The account that has a session, by the session's fingerprint in hexadecimal digits. */
export type KnownSessions = ReadonlyMap<string, { readonly id: AccountId; readonly removed: boolean }>;

/**
 * Adds accounts by the rules of `addAccount`, many at once: a session that an account has is not added again, and an account
 * that was removed a moment ago comes back as it was. Doing the same again changes nothing.
 */
export async function storeBatch(
  { workspace, vault }: Dependencies,
  transaction: Transaction,
  rows: readonly ImportableRow[],
  label: string | null,
): Promise<Stored> {
  if (rows.length === 0) return { added: 0, returned: 0, alreadyThere: 0 };
  await lockForAdding(transaction, workspace, 'many');
  const withPrints = rows.map((row) => ({ row, fingerprint: vault.fingerprint(Buffer.from(row.digest)) }));
  const known = await findKnownSessions(
    workspace,
    transaction,
    withPrints.map(({ fingerprint }) => fingerprint),
  );
  const fresh = withPrints.filter(({ fingerprint }) => !known.has(fingerprint.toString('hex')));
  const removed = [...known.values()].filter((account) => account.removed).map(({ id }) => id);
  await bringBack(workspace, transaction, removed, label);
  const ids = await nextIds(transaction, fresh.length);
  const seal = await vault.sealIn(transaction);
  const added = fresh.map(({ row, fingerprint }, place) => {
    const id = accountIdSchema.parse(ids[place]);
    return { row, fingerprint, id, ciphertext: seal(row.session, sessionPurpose(workspace.id, id)) };
  });
  const records = added.map(({ id, row }) => ({
    id,
    name: row.displayName,
    phone: row.phone,
    labels: withLabel(row.labels, label),
  }));
  await transaction.execute(sql`
    insert into ${accounts} (workspace_id, id, display_name, phone, labels) overriding system value
    select ${workspace.id}::uuid, id, name, phone, labels
    from jsonb_to_recordset(${JSON.stringify(records)}::jsonb)
      as record(id bigint, name text, phone text, labels text[])`);
  await transaction.execute(sql`
    insert into ${accountSessions} (workspace_id, account_id, ciphertext, fingerprint)
    select ${workspace.id}::uuid, session.* from unnest(
      ${sql.param(added.map(({ id }) => id))}::bigint[],
      ${sql.param(added.map(({ ciphertext }) => ciphertext))}::bytea[],
      ${sql.param(added.map(({ fingerprint }) => fingerprint))}::bytea[]) as session`);
  return {
    added: added.length,
    returned: removed.length,
    alreadyThere: known.size - removed.length,
  };
}

/** Which of these sessions belong to an account. */
export async function findKnownSessions(
  workspace: Workspace,
  queryable: Queryable,
  fingerprints: readonly Buffer[],
): Promise<KnownSessions> {
  // One look into the index for each: the planner, which knows nothing of rows just written, would read the whole table.
  const { rows } = await queryable.execute<{ fingerprint: Buffer; id: string; removed: boolean }>(sql`
    select session.fingerprint, account.id, account.removed_at is not null as removed
    from unnest(${sql.param(fingerprints)}::bytea[]) as wanted (fingerprint)
    cross join lateral (
      select * from ${accountSessions} session
      where session.workspace_id = ${workspace.id} and session.fingerprint = wanted.fingerprint limit 1) as session
    cross join lateral (
      select * from ${accounts} account
      where account.workspace_id = ${workspace.id} and account.id = session.account_id limit 1) as account`);
  return new Map(
    rows.map(({ fingerprint, id, removed }) => [
      fingerprint.toString('hex'),
      { id: accountIdSchema.parse(Number(id)), removed },
    ]),
  );
}

async function bringBack(
  workspace: Workspace,
  transaction: Transaction,
  ids: readonly AccountId[],
  label: string | null,
): Promise<void> {
  if (ids.length === 0) return;
  await transaction
    .update(accounts)
    .set({
      removedAt: null,
      ...(label === null
        ? {}
        : {
            labels: sql`case when ${label}::text = any(${accounts.labels}) then ${accounts.labels}
              else array_append(${accounts.labels}, ${label}::text) end`,
          }),
    })
    .where(
      and(
        eq(accounts.workspaceId, workspace.id),
        inArray(accounts.id, [...ids]),
        isNotNull(accounts.removedAt),
      ),
    );
}

/** A session is sealed for its account, so the numbers are needed before the rows. */
async function nextIds(transaction: Transaction, count: number): Promise<number[]> {
  if (count === 0) return [];
  const { rows } = await transaction.execute<{ id: string }>(sql`
    select nextval(pg_get_serial_sequence('accounts', 'id')) as id from generate_series(1, ${count}::int)`);
  return rows.map(({ id }) => Number(id));
}

function withLabel(labels: readonly string[], label: string | null): string[] {
  return label === null ? [...labels] : [...new Set([...labels, label])];
}
