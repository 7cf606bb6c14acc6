import { sql } from 'drizzle-orm';
import { type WorkspaceSettings, workspaceSettingsSchema } from '#contract/settings.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import { workspaceSettings } from '../schema.ts';

/** Replaces one section in one statement: two operators who save different sections do not undo each other. */
export async function saveSettingsSection<Section extends keyof WorkspaceSettings>(
  workspace: Workspace,
  section: Section,
  values: WorkspaceSettings[Section],
): Promise<WorkspaceSettings> {
  const [row] = await workspace.database
    .insert(workspaceSettings)
    .values({ workspaceId: workspace.id, settings: { [section]: values } })
    .onConflictDoUpdate({
      target: workspaceSettings.workspaceId,
      set: { settings: sql`${workspaceSettings.settings} || excluded.settings`, updatedAt: sql`now()` },
    })
    .returning({ settings: workspaceSettings.settings });
  return workspaceSettingsSchema.parse(row?.settings);
}
