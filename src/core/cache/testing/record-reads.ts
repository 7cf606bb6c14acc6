import { AsyncLocalStorage } from 'node:async_hooks';
import { vi } from 'vitest';
import type { ReadStatement } from '../reader-messages.ts';
import { ReaderPool } from '../reader-pool.ts';

/** Listens to what is asked of the cache; every question goes on to it. */
export type ReadRecorder = {
  /** What the work, and nothing else that runs meanwhile, asked of the cache is added to `into`, by its text. */
  during<Result>(into: Map<string, ReadStatement>, work: () => Promise<Result>): Promise<Result>;
  stop(): void;
};

export function recordReads(): ReadRecorder {
  const listening = new AsyncLocalStorage<Map<string, ReadStatement>>();
  // oxlint-disable-next-line typescript/unbound-method -- called with the pool it was called on
  const { read } = ReaderPool.prototype;
  const spy = vi.spyOn(ReaderPool.prototype, 'read').mockImplementation(function record(
    this: ReaderPool,
    statements,
  ) {
    for (const statement of statements) listening.getStore()?.set(statement.text, statement);
    return read.call(this, statements);
  });
  return {
    during: (into, work) => listening.run(into, work),
    stop: () => spy.mockRestore(),
  };
}
