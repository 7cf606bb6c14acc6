import type { WorkspaceId } from '#contract/ids.ts';
import type { Database, Queryable } from '../backend/database.ts';

/** What every operation on business data is handed first: whose data, and where it is. */
export type Workspace = { readonly id: WorkspaceId; readonly database: Database };

/** For an operation that may be a part of a transaction. Every `Workspace` is one. */
export type WorkspaceIn = { readonly id: WorkspaceId; readonly database: Queryable };
