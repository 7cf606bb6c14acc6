import { eq } from 'drizzle-orm';
import { type WorkspaceSettings, workspaceSettingsSchema } from '#contract/settings.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { workspaceSettings } from '../schema.ts';

/** The workspace's settings: what was saved over the defaults. */
export async function readSettings(workspace: Workspace): Promise<WorkspaceSettings> {
  const [row] = await workspace.database
    .select({ settings: workspaceSettings.settings })
    .from(workspaceSettings)
    .where(eq(workspaceSettings.workspaceId, workspace.id));
  return workspaceSettingsSchema.parse(row?.settings ?? {});
}
