import type { MirrorTable } from '../cache/mirror-table.ts';
import type { Queryer } from './queryer.ts';

/** Nothing else in the database may lock the same number. */
const installationLock = 7_420_002;

/**
 * Installs the capture of changes for every mirrored table that lacks it. Safe to be run by several consoles at once, and cheap
 * when there is nothing to do, so each start does it.
 *
 * Each table in a transaction of its own: one that has rows is rewritten, minutes for millions, and whoever holds one table all that
 * while and then asks for the next is in a deadlock with everybody who works in both. A console that is killed goes on with the rest.
 */
export async function trackChanges(client: Queryer, tables: readonly MirrorTable[]): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class join pg_trigger on tgrelid = pg_class.oid
      where tgname = 'opsdeck_stamp_change' and pg_table_is_visible(pg_class.oid)`,
  );
  const tracked = new Set(rows.map((row) => row.name));
  for (const table of tables) if (!tracked.has(table.name)) await trackTable(client, table);
}

async function trackTable(client: Queryer, { name, workspaceColumn }: MirrorTable): Promise<void> {
  await client.query('begin');
  try {
    await client.query(`select pg_advisory_xact_lock(${installationLock})`);
    await client.query('select opsdeck_track_changes(to_regclass($1), $2)', [name, workspaceColumn]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}
