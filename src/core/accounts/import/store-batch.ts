import { sql } from 'drizzle-orm';
import { accountIdSchema } from '#contract/ids.ts';
import type { Transaction } from '../../backend/database.ts';
import type { Vault } from '../../vault/open-vault.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { lockForAdding } from '../adding-lock.ts';
import { bringBack, findKnownSessions, recognise, whenFree } from '../commands/recognise-session.ts';
import { accounts, accountSessions } from '../schema.ts';
import { sessionPurpose } from '../session-purpose.ts';
import type { ImportableRow } from './sheet.ts';

type Dependencies = { readonly workspace: Workspace; readonly vault: Vault };

export type Stored = { readonly added: number; readonly returned: number; readonly alreadyThere: number };

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
  const found = await whenFree(async () => {
    const prints = withPrints.map(({ fingerprint }) => fingerprint);
    const known = await findKnownSessions(workspace, transaction, prints);
    return withPrints.map((each) => {
      const account = known.get(each.fingerprint.toString('hex'));
      return { ...each, account, kind: recognise(account) };
    });
  });
  const fresh = found.filter(({ kind }) => kind === 'new');
  const returning = found.flatMap(({ kind, account }) =>
    kind === 'returns' && account !== undefined ? [account.id] : [],
  );
  await bringBack(workspace, transaction, returning, label);
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
    returned: returning.length,
    alreadyThere: found.length - fresh.length - returning.length,
  };
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
