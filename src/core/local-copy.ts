import type { WorkspaceId } from '#contract/ids.ts';
import type { TableScope } from '#contract/sync.ts';
import { accountsMirrors } from './accounts/mirror.ts';
import { annotationsMirrors } from './analytics/annotations/mirror.ts';
import type { CacheDefinition } from './cache/cache-definition.ts';
import type { MirrorTable } from './cache/mirror-table.ts';
import type { Rollup } from './cache/rollups/rollup.ts';
import { marketplaceMirrors, marketplaceRollups } from './marketplace/mirrors.ts';
import { reportsMirrors } from './reports/mirror.ts';
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
  ...reportsMirrors,
  ...annotationsMirrors,
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

function withScope(table: MirrorTable, wanted: TableScope | undefined): MirrorTable {
  return wanted === undefined || table.window === undefined ? table : { ...table, scope: wanted };
}

/** The tables of which less than everything can be kept: those that declare a window. */
export const scopedTables: readonly string[] = mirrors
  .filter(({ window }) => window !== undefined)
  .map(({ name }) => name);
