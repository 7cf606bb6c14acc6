import { sql } from 'drizzle-orm';
import type { Workspace } from '../../workspaces/workspace.ts';
import { accounts } from '../schema.ts';

/** Every label in use, in alphabetical order. */
export async function listLabels(workspace: Workspace): Promise<string[]> {
  const { rows } = await workspace.database.execute<{ label: string }>(sql`
    select distinct unnest(${accounts.labels}) as label from ${accounts}
    where ${accounts.workspaceId} = ${workspace.id} and ${accounts.removedAt} is null
    order by label`);
  return rows.map((row) => row.label);
}
