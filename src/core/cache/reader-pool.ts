import type { Worker } from 'node:worker_threads';
import type { Logger } from '../logging/logger.ts';
import type { ReaderReply, ReaderRequest, ReadStatement } from './reader-messages.ts';
import type { SqliteLoaded } from '../threads/load-sqlite.ts';
import { type SqliteThread, startSqliteThread } from '../threads/sqlite-thread.ts';
import { workerFile } from '../threads/worker-file.ts';

/** What a page asks at once is read side by side. */
const usualReaders = 2;

/** Why a read failed, in SQLite's words. */
export class ReadFailed extends Error {
  override readonly name = 'ReadFailed';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

type Waiting = {
  readonly resolve: (answers: readonly (readonly unknown[])[]) => void;
  readonly reject: (error: Error) => void;
};

type Reader = SqliteThread & { readonly waiting: Map<number, Waiting>; isAlive: boolean };

/** What ended a thread may end the next one too: not in a hot loop. */
const replaceAfterMs = 500;

/** Threads that read the cache; each request goes to the one with the least to do. A thread that dies is replaced. */
export class ReaderPool {
  readonly #logger: Logger;
  readonly #readers: Reader[];
  #file: string | null = null;
  #lastId = 0;
  #isClosed = false;

  constructor(logger: Logger, readers = usualReaders) {
    this.#logger = logger;
    this.#readers = Array.from({ length: readers }, () => this.#start());
  }

  open(file: string | null): void {
    this.#file = file;
    for (const { worker } of this.#readers) post(worker, { kind: 'open', file });
  }

  /** @throws ReadFailed */
  read(statements: readonly ReadStatement[]): Promise<readonly (readonly unknown[])[]> {
    if (this.#isClosed) return Promise.reject(new ReadFailed('SHUTTING_DOWN', 'the console is closing'));
    const [reader] = this.#readers
      .filter(({ isAlive }) => isAlive)
      .toSorted((one, other) => one.waiting.size - other.waiting.size);
    if (reader === undefined) {
      return Promise.reject(new ReadFailed('READER_DIED', 'no thread that reads is running'));
    }
    this.#lastId += 1;
    const id = this.#lastId;
    const { promise, resolve, reject } = Promise.withResolvers<readonly (readonly unknown[])[]>();
    reader.waiting.set(id, { resolve, reject });
    post(reader.worker, { kind: 'read', id, statements });
    return promise;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#readers.map((reader) => reader.end()));
  }

  #start(): Reader {
    const thread = startSqliteThread(workerFile(import.meta.url, 'reader-worker'), { name: 'cache reader' });
    const { worker } = thread;
    const reader: Reader = { ...thread, waiting: new Map(), isAlive: true };
    worker.on('message', (reply: ReaderReply | SqliteLoaded) => {
      if (reply.kind === 'sqlite-loaded') return;
      const waiting = reader.waiting.get(reply.id);
      reader.waiting.delete(reply.id);
      if (reply.kind === 'rows') waiting?.resolve(reply.answers);
      else waiting?.reject(new ReadFailed(reply.code, reply.message));
    });
    worker.on('error', (error) => this.#logger.error({ err: error }, 'a reader of the cache failed'));
    worker.once('exit', () => {
      reader.isAlive = false;
      for (const { reject } of reader.waiting.values()) {
        reject(new ReadFailed('READER_DIED', 'the thread that was reading ended'));
      }
      reader.waiting.clear();
      if (!this.#isClosed) setTimeout(() => this.#replace(reader), replaceAfterMs).unref();
    });
    return reader;
  }

  #replace(dead: Reader): void {
    const place = this.#readers.indexOf(dead);
    if (this.#isClosed || place < 0) return;
    const next = this.#start();
    this.#readers[place] = next;
    post(next.worker, { kind: 'open', file: this.#file });
  }
}

function post(worker: Worker, request: ReaderRequest): void {
  worker.postMessage(request, []);
}
