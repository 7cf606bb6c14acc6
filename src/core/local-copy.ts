import type { WorkspaceId } from '#contract/ids.ts';
import type { TableScope } from '#contract/sync.ts';
import { accountsMirrors } from './accounts/mirror.ts';
import type { CacheDefinition } from './cache/cache-definition.ts';
import type { MirrorTable } from './cache/mirror-table.ts';
import type { Rollup } from './cache/rollups/rollup.ts';
import { marketplaceMirrors, marketplaceRollups } from './marketplace/mirrors.ts';
import { settingsMirrors } from './settings/mirror.ts';
import { vaultMirrors } from './vault/mirror.ts';
import { viewsMirrors } from './views/mirror.ts';
import { workspacesMirrors } from './workspaces/mirror.ts';

/** Every table that is kept on this device: a domain adds its own, and all the rest follows. */
const mirrors: readonly MirrorTable[] = [
  ...workspacesMirrors,
  ...settingsMirrors,
  ...vaultMirrors,
  ...viewsMirrors,
  ...accountsMirrors,
  ...marketplaceMirrors,
];

const rollups: readonly Rollup[] = [...marketplaceRollups];

/** How much of each table the people at this device want, by the table's name; where nothing is said, what is declared. */
export type Scopes = Readonly<Record<string, TableScope>>;

/** What the local copy of a workspace holds. */
export function localCopy(workspaceId: WorkspaceId, scopes: Scopes): CacheDefinition {
  return { workspaceId, tables: mirrors.map((table) => withScope(table, scopes[table.name])), rollups };
}

/**
 * The tables that can be cut: what grows with time, by the column that says when. Only where nothing but the sums asks for
 * old rows; a page shows the rows that are kept.
 */
const timeColumns: ReadonlyMap<string, string> = new Map([
  ['account_checks', 'checked_at'],
  ['account_usage', 'at'],
  ['channel_metrics', 'measured_at'],
  ['order_events', 'at'],
]);

function withScope(table: MirrorTable, wanted: TableScope | undefined): MirrorTable {
  const column = timeColumns.get(table.name);
  if (wanted === undefined || column === undefined) return table;
  return { ...table, scope: wanted.kind === 'all' ? wanted : { kind: 'window', column, days: wanted.days } };
}

/** The tables of which less than everything can be kept. */
export const scopedTables: readonly string[] = [...timeColumns.keys()];
