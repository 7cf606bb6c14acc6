import { randomUUID } from 'node:crypto';
import { asc, sql } from 'drizzle-orm';
import { operatorIdSchema, workspaceIdSchema } from '#contract/ids.ts';
import type { Database } from '../backend/database.ts';
import { inTransaction } from '../backend/transaction.ts';
import type { Caller } from '../rpc/caller.ts';
import { operators, workspaces } from './schema.ts';
import type { KnownWorkspace } from './known-workspace.ts';
import type { Workspace } from './workspace.ts';

export type OpenedWorkspace = {
  readonly workspace: Workspace;
  /** The operator that a desk without sign-in acts as. */
  readonly localOperator: Caller;
  /** What of it is worth remembering for a start without the database. */
  readonly known: KnownWorkspace;
};

/** Serialises first starts of several consoles on one new database. Any number, as long as nobody else uses it. */
const firstStartLock = 7_420_001;

/** Opens the database's workspace; in a new database creates it, with this name, together with its first administrator. */
export async function openWorkspace(database: Database, newName = 'My workspace'): Promise<OpenedWorkspace> {
  return inTransaction(database, async (transaction) => {
    await transaction.execute(sql`select pg_advisory_xact_lock(${firstStartLock})`);
    const [known] = await transaction.select().from(workspaces).orderBy(asc(workspaces.createdAt)).limit(1);
    const workspace =
      known ??
      (
        await transaction
          .insert(workspaces)
          .values({
            id: workspaceIdSchema.parse(randomUUID()),
            name: newName,
            timeZone: localTimeZone(),
          })
          .returning()
      )[0];
    if (workspace === undefined) throw new Error('the new workspace was not returned');
    const [knownOperator] = await transaction
      .select()
      .from(operators)
      .where(sql`${operators.workspaceId} = ${workspace.id} and ${operators.role} = 'admin'`)
      .orderBy(asc(operators.createdAt))
      .limit(1);
    const operator =
      knownOperator ??
      (
        await transaction
          .insert(operators)
          .values({
            workspaceId: workspace.id,
            id: operatorIdSchema.parse(randomUUID()),
            name: 'Administrator',
            role: 'admin',
          })
          .returning()
      )[0];
    if (operator === undefined) throw new Error('the new operator was not returned');
    const { id, name, timeZone } = workspace;
    const localOperator = { operatorId: operator.id, name: operator.name, role: operator.role };
    return {
      workspace: { id, database },
      localOperator,
      known: { id, name, timeZone, operator: localOperator },
    };
  });
}

function localTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
