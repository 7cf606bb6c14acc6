import { eq } from 'drizzle-orm';
import { workspaces } from './schema.ts';
import type { Workspace } from './workspace.ts';

/** The workspace's name, and the IANA time zone its days are in. */
export async function readWorkspace(workspace: Workspace): Promise<{ name: string; timeZone: string }> {
  const [row] = await workspace.database
    .select({ name: workspaces.name, timeZone: workspaces.timeZone })
    .from(workspaces)
    .where(eq(workspaces.id, workspace.id));
  if (row === undefined) throw new Error(`the workspace ${workspace.id} has gone`);
  return row;
}
