import { sql } from 'drizzle-orm';
import { accountIdSchema } from '#contract/ids.ts';
import type { SealedColumn } from '../vault/sealed-column.ts';
import { accountSessions } from './schema.ts';
import { sessionPurpose } from './session-purpose.ts';

/** The sessions of the pool: what a rotation of the vault's key seals anew. */
export const sealedSessions: SealedColumn = {
  name: 'sessions',
  table: accountSessions,
  workspaceId: accountSessions.workspaceId,
  rowId: accountSessions.accountId,
  sealed: accountSessions.ciphertext,
  keptCount: sql`select count(*) as count from accounts where has_session`,
  purpose: (workspaceId, accountId) => sessionPurpose(workspaceId, accountIdSchema.parse(Number(accountId))),
};
