import type { WorkspaceId } from '#contract/ids.ts';
import type { Database } from '../backend/database.ts';

/** What every operation on business data is handed first: whose data, and where it is. */
export type Workspace = { readonly id: WorkspaceId; readonly database: Database };
