import type { PoolClient } from 'pg';
import { BusinessNotEmpty } from './business-not-empty.ts';
import { businessTableNames } from './copy/business-tables.ts';

/** What the console writes about orders and customers; it goes before them. */
const derivedTables = [
  'placement_checks',
  'placements',
  'dispute_evidence',
  'customer_events',
  'customer_risk',
  'risk_requests',
  'channel_events',
  'channel_blocked_days',
  'listing_events',
];

/** They refer to customers. */
const verificationTables = [
  'verification_chunks',
  'verification_documents',
  'verification_events',
  'verification_requests',
];

/** Makes sure that the workspace has no marketplace yet, or removes it when `replace` says so. */
export async function clearBusiness(
  client: PoolClient,
  workspaceId: string,
  replace: boolean,
): Promise<void> {
  const found = await client.query<{ customers: number; orders: number; any: boolean; others: boolean }>(
    `select
       (select count(*)::int from customers where workspace_id = $1) as customers,
       (select count(*)::int from orders where workspace_id = $1) as orders,
       exists (select from customers where workspace_id = $1)
         or exists (select from commission_rules where workspace_id = $1)
         or exists (select from ledger_accounts where workspace_id = $1) as any,
       exists (select from customers where workspace_id <> $1) as others`,
    [workspaceId],
  );
  const [row] = found.rows;
  if (row?.any !== true) return;
  if (!replace) throw new BusinessNotEmpty(row);
  const tables = [
    ...verificationTables,
    ...derivedTables,
    ...businessTableNames.toReversed(),
    'ledger_keys',
    'ledger_settlements',
  ];
  await client.query('begin');
  if (!row.others) {
    // At once, and the caches hear of it as of any other emptied table.
    await client.query(`truncate ${tables.join(', ')}`);
  } else {
    await client.query('alter table ledger_transfers disable trigger ledger_transfers_immutable');
    for (const table of tables)
      await client.query(`delete from ${table} where workspace_id = $1`, [workspaceId]);
    await client.query('alter table ledger_transfers enable trigger ledger_transfers_immutable');
  }
  await client.query('commit');
}
