import { Worker, type WorkerOptions } from 'node:worker_threads';

export type SqliteThread = {
  readonly worker: Worker;
  /** Ends it at once, but not before it has loaded SQLite; a call of SQLite that is under way goes on to its end. */
  end(): Promise<void>;
};

/**
 * Starts a thread whose script calls `loadSqlite` first. To end a thread while better-sqlite3's library is being loaded in it
 * aborts the whole process (node-addon-api: “FATAL ERROR: Error::New”), so its end waits for that.
 */
export function startSqliteThread(file: URL, options: WorkerOptions): SqliteThread {
  const worker = new Worker(file, options);
  const { promise: isLoaded, resolve } = Promise.withResolvers<void>();
  worker.once('message', () => resolve());
  worker.once('exit', () => resolve());
  return {
    worker,
    async end() {
      await isLoaded;
      await worker.terminate();
    },
  };
}
