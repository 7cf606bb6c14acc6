import type { MirrorTable } from '../cache/mirror-table.ts';
import { quoteName } from '../cache/quote-name.ts';
import type { Queryer } from './queryer.ts';

/** A row that can be seen and was written by a transaction yet to come was written in another cluster. */
const isForeign = (column: string) => `${column} >= pg_snapshot_xmax(pg_current_snapshot())`;

/**
 * After a database was loaded from a dump, its rows carry transactions of the cluster that it came from. Those in this one's
 * future would count as changed for ever, so they are stamped anew, and tombstones of that history are cleared away: caches are
 * built anew after a restore in any case. Cheap when there is nothing to do, so each connection looks.
 */
export async function disownForeignChanges(
  client: Queryer,
  tables: readonly MirrorTable[],
  workspaceId: string,
): Promise<void> {
  const workspace = `'${workspaceId}'`;
  const { rows } = await client.query<{ foreign: string[]; tombstones: boolean }>(
    `select array_remove(array[${tables
      .map(
        ({ name, workspaceColumn }) =>
          `case when exists (select from ${quoteName(name)} where ${quoteName(workspaceColumn)} = ${workspace} and ${isForeign('changed_xid')}) then '${name}' end`,
      )
      .join(', ')}]::text[], null) as "foreign",
      exists (select from sync_tombstones where workspace_id = ${workspace} and ${isForeign('changed_xid')})
        or exists (select from sync_epoch where ${isForeign('purged_before')}) as tombstones`,
  );
  const [found] = rows;
  for (const { name, workspaceColumn } of tables) {
    if (found?.foreign.includes(name) !== true) continue;
    // The trigger of the capture puts the present transaction in.
    await client.query(
      `update ${quoteName(name)} set changed_xid = '0' where ${quoteName(workspaceColumn)} = ${workspace} and ${isForeign('changed_xid')}`,
    );
  }
  if (found?.tombstones !== true) return;
  await client.query(
    `with gone as (delete from sync_tombstones where ${isForeign('changed_xid')})
      update sync_epoch set purged_before = '0', epoch = gen_random_uuid() where ${isForeign('purged_before')}`,
  );
}
