import type { Logger } from '../logging/logger.ts';
import { ReadFailed, ReaderPool } from './reader-pool.ts';
import type { ReadStatement } from './reader-messages.ts';

type Answers = readonly (readonly unknown[])[];

/**
 * Reads that may take seconds, one after the other in a thread of their own, so that no page waits for them. One that has begun goes on
 * to its end (SQLite cannot be interrupted from outside); one that nobody waits for any more is not begun.
 */
export class PatientReader {
  readonly #pool: ReaderPool;
  #last: Promise<unknown> = Promise.resolve();

  constructor(logger: Logger) {
    this.#pool = new ReaderPool(logger, 1);
  }

  open(file: string | null): void {
    this.#pool.open(file);
  }

  /** @throws ReadFailed, with the code `LEFT` when the signal fired before its turn. */
  read(statements: readonly ReadStatement[], signal: AbortSignal | undefined): Promise<Answers> {
    const turn = this.#last.then(() => {
      if (signal?.aborted === true) throw new ReadFailed('LEFT', 'whoever asked has left');
      return this.#pool.read(statements);
    });
    // Whoever asked is told of a failure; the next in line only waits for its end.
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  close(): Promise<void> {
    return this.#pool.close();
  }
}
