import type { MirrorTable } from '../cache/mirror-table.ts';
import type { Queryer } from './queryer.ts';

/** Nothing else in the database may lock the same number. */
const installationLock = 7_420_002;

/**
 * Installs the capture of changes for every mirrored table that lacks it. Safe to be run by several consoles at once, and cheap
 * when there is nothing to do, so each start does it.
 */
export async function trackChanges(client: Queryer, tables: readonly MirrorTable[]): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select relname as name from pg_class join pg_trigger on tgrelid = pg_class.oid
      where tgname = 'opsdeck_stamp_change' and pg_table_is_visible(pg_class.oid)`,
  );
  const tracked = new Set(rows.map((row) => row.name));
  const missing = tables.filter((table) => !tracked.has(table.name));
  if (missing.length === 0) return;
  await client.query('begin');
  try {
    await client.query(`select pg_advisory_xact_lock(${installationLock})`);
    for (const { name, workspaceColumn } of missing) {
      await client.query('select opsdeck_track_changes(to_regclass($1), $2)', [name, workspaceColumn]);
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}
