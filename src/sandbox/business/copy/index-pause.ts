import type { PoolClient } from 'pg';
import { type BusinessTable, businessTableNames } from './business-tables.ts';

/** Below that, two connections that keep the indexes up to date are as quick as one that builds them. */
const worthItFromOrders = 3_000_000;

/**
 * Drops the indexes of the large tables, if all of them are empty and it is worth it, in the transaction that is open on the
 * client: whatever ends it early brings them back. Returns how to build them again.
 */
export async function pauseIndexes(client: PoolClient): Promise<() => Promise<void>> {
  const tables: readonly BusinessTable[] = [
    'orders',
    'order_events',
    'ledger_transfers',
    'ratings',
    'payments',
  ];
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
     where indrelid = any ($1::regclass[]) and not indisunique`,
    [tables],
  );
  for (const { name } of rows) await client.query(`drop index ${name}`);
  return async () => {
    // Of a partitioned table it says ONLY, which would leave the partitions without.
    for (const { definition } of rows) await client.query(definition.replace(' ON ONLY ', ' ON '));
  };
}

/** Only for many orders, or when it is wanted; and only while nobody has rows that queries need the indexes for. */
export async function isWorthPausing(client: PoolClient, orders: number, wanted: boolean): Promise<boolean> {
  if (orders < worthItFromOrders && !wanted) return false;
  const empty = businessTableNames.map((table) => `not exists (select from ${table})`).join(' and ');
  const { rows } = await client.query<{ empty: boolean }>(`select ${empty} as empty`);
  return rows[0]?.empty === true;
}
