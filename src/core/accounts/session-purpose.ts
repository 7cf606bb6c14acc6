import type { AccountId, WorkspaceId } from '#contract/ids.ts';

/** Binds an encrypted session to its account: moved to another row, it does not decrypt. */
export function sessionPurpose(workspaceId: WorkspaceId, accountId: AccountId): string {
  return `${workspaceId}/account/${accountId}/session`;
}
