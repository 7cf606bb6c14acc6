import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ImportMode } from '#contract/account-import.ts';
import type { Transaction } from '../../backend/database.ts';
import { inTransaction } from '../../backend/transaction.ts';
import type { Vault } from '../../vault/open-vault.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import type { ImportableRow } from './sheet.ts';
import { storeBatch, type Stored } from './store-batch.ts';

/** Small enough that one is written, and a cancel obeyed, within a moment. */
export const rowsPerBatch = 200;

type Dependencies = {
  readonly workspace: Workspace;
  readonly vault: Vault;
  /** The rows that can be written, from a place on. */
  readonly read: (offset: number, limit: number) => Promise<readonly ImportableRow[]>;
  /** Told after each batch what has been written so far. */
  readonly progress: (stored: Stored, rows: number) => void;
  readonly signal: AbortSignal;
};

type Order = { readonly mode: ImportMode; readonly label: string | null };

const nothing: Stored = { added: 0, returned: 0, alreadyThere: 0 };

/** Why mode `all` undoes what it wrote. */
class Cancelled extends Error {
  override readonly name = 'Cancelled';
}

/**
 * Writes the rows: in mode `all` in one transaction, in mode `valid` each batch in one of its own. Killed at any instant it
 * leaves nothing or whole batches, and to do it again completes what is missing. Returns what is written for good, also when
 * the signal ended it early.
 */
export async function writeRows(dependencies: Dependencies, order: Order): Promise<Stored> {
  return order.mode === 'all' ? writeAll(dependencies, order.label) : writeValid(dependencies, order.label);
}

async function writeAll(dependencies: Dependencies, label: string | null): Promise<Stored> {
  const { workspace, signal, progress } = dependencies;
  try {
    return await inTransaction(workspace.database, async (transaction) => {
      progress(nothing, 0);
      const stored = await writeBatches(dependencies, label, (write) => write(transaction));
      if (signal.aborted) throw new Cancelled();
      return stored;
    });
  } catch (error) {
    if (error instanceof Cancelled) return nothing;
    throw error;
  }
}

function writeValid(dependencies: Dependencies, label: string | null): Promise<Stored> {
  return writeBatches(dependencies, label, (write) => inTransaction(dependencies.workspace.database, write));
}

type Write = (transaction: Transaction) => Promise<Stored>;

async function writeBatches(
  dependencies: Dependencies,
  label: string | null,
  within: (write: Write) => Promise<Stored>,
): Promise<Stored> {
  const { read, progress, signal } = dependencies;
  let sum = nothing;
  let written = 0;
  while (!signal.aborted) {
    const rows = await read(written, rowsPerBatch);
    if (rows.length === 0) break;
    const stored = await within((transaction) => storeBatch(dependencies, transaction, rows, label));
    sum = plus(sum, stored);
    written += rows.length;
    progress(sum, written);
    // Others have their turn between two batches, whatever the database answers at once.
    await nextTurn();
  }
  return sum;
}

function plus(one: Stored, other: Stored): Stored {
  return {
    added: one.added + other.added,
    returned: one.returned + other.returned,
    alreadyThere: one.alreadyThere + other.alreadyThere,
  };
}
