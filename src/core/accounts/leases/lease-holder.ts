import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Workspace } from '../../workspaces/workspace.ts';

/** The console that holds a lease: an ID that its data folder keeps, and a name for people. */
export type LeaseHolder = { readonly id: string; readonly name: string };

/** This console as a lease holder. Its ID survives restarts, so that a restart can take back what a crash left behind. */
export function leaseHolder(dataDir: string): LeaseHolder {
  const file = path.join(dataDir, 'console-id');
  return { id: readId(file) ?? createId(file), name: hostname() };
}

/**
 * Gives up the leases of this console's earlier, killed process. Only to be called while holding the data folder's instance
 * lock: then that process is dead, and its sockets with it.
 */
export async function releaseOwnLeases(workspace: Workspace, holder: LeaseHolder): Promise<number> {
  const { rowCount } = await workspace.database.execute(
    sql`delete from account_leases where workspace_id = ${workspace.id} and holder = ${holder.id}`,
  );
  return rowCount ?? 0;
}

function readId(file: string): string | null {
  try {
    return z.uuid().safeParse(readFileSync(file, 'utf8').trim()).data ?? null;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

function createId(file: string): string {
  const id = randomUUID();
  writeFileSync(file, `${id}\n`, { mode: 0o600 });
  return id;
}
