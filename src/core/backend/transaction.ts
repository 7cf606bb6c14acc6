import { setTimeout as sleep } from 'node:timers/promises';
import type { Database, Transaction } from './database.ts';
import { errorChain, errorCode } from './error-chain.ts';

const attempts = 5;

/** Serialization failure and deadlock: Postgres chose us to give way, and the same work can succeed at once. */
const givenWay: ReadonlySet<string> = new Set(['40001', '40P01']);

/**
 * Runs the work in one transaction: all of it is committed, or, when it throws, none of it. When Postgres undid it
 * because of another transaction (serialization failure, deadlock) it is run again, up to five times in all, so the
 * work may have no effect outside the transaction that must not happen twice.
 */
export async function inTransaction<Result>(
  database: Database,
  work: (transaction: Transaction) => Promise<Result>,
  options: { readonly isolation?: 'read committed' | 'repeatable read' | 'serializable' } = {},
): Promise<Result> {
  const isolationLevel = options.isolation ?? 'read committed';
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await database.transaction(work, { isolationLevel });
    } catch (error) {
      if (attempt === attempts || !hadToGiveWay(error)) throw error;
      await sleep(Math.random() * 10 * 2 ** attempt);
    }
  }
}

function hadToGiveWay(error: unknown): boolean {
  return errorChain(error).some((link) => givenWay.has(errorCode(link)));
}
