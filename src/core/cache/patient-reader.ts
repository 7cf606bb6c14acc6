import type { Logger } from '../logging/logger.ts';
import { ReadFailed, ReaderPool } from './reader-pool.ts';
import type { ReadStatement } from './reader-messages.ts';

type Answers = readonly (readonly unknown[])[];

/**
 * Reads that may take seconds, one after the other in a thread of their own, so that no page waits for them. SQLite cannot be
 * interrupted from outside: when whoever asked has left, the thread is ended, and the next read has a new one.
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

  /** @throws ReadFailed, with the code `LEFT` when the signal fired. */
  read(statements: readonly ReadStatement[], signal: AbortSignal | undefined): Promise<Answers> {
    const turn = this.#last.then(() => this.#readNow(statements, signal));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  async #readNow(statements: readonly ReadStatement[], signal: AbortSignal | undefined): Promise<Answers> {
    if (signal?.aborted === true) throw left();
    let interrupted = Promise.resolve();
    const interrupt = (): void => {
      interrupted = this.#pool.interrupt();
    };
    signal?.addEventListener('abort', interrupt, { once: true });
    try {
      return await this.#pool.read(statements);
    } catch (error) {
      // Read anew: the signal may have fired while the answer was awaited.
      throw signal?.aborted ? left() : error;
    } finally {
      signal?.removeEventListener('abort', interrupt);
      // The next in line needs a thread that is there.
      await interrupted;
    }
  }
}

const left = (): ReadFailed => new ReadFailed('LEFT', 'whoever asked has left');
