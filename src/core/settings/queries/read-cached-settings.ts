import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { type WorkspaceSettings, workspaceSettingsSchema } from '#contract/settings.ts';
import type { Cache } from '../../cache/cache.ts';
import { jsonText } from '../../cache/json-text.ts';

/** The workspace's settings as the local copy has them. What acts on them asks the database: `readSettings`. */
export async function readCachedSettings(cache: Pick<Cache, 'rows'>): Promise<WorkspaceSettings> {
  const [row] = await cache.rows(
    sql`select settings from workspace_settings`,
    z.object({ settings: jsonText(z.record(z.string(), z.unknown())) }),
  );
  return workspaceSettingsSchema.parse(row?.settings ?? {});
}
