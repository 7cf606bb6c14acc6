import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { SqlReply, SqlRequest } from './sql-messages.ts';
import { workerFile } from '../threads/worker-file.ts';

/** So much later than the process should have ended itself, it is ended from here. */
const graceMs = 1_000;
/** A process that has not started after so long is given up. */
const patienceMs = 30_000;

/** How a statement ended: with a reply, or because its process was ended. */
export type SqlOutcome =
  | SqlReply
  | { readonly kind: 'time' }
  | { readonly kind: 'memory' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'not-started' };

/** A process that reads for the SQL console, one statement at a time. */
export class SqlProcess {
  readonly #child: ChildProcess;
  /** Resolves when it is over, however that came. */
  readonly #ended: Promise<void>;
  readonly #started: Promise<void>;
  #isCancelled = false;
  isAlive = true;

  constructor() {
    const { PATH, TMPDIR, SystemRoot, NODE_COMPILE_CACHE } = process.env;
    // Not the console's environment: there may be a password in it.
    const kept = Object.entries({ PATH, TMPDIR, SystemRoot, NODE_COMPILE_CACHE });
    const child = fork(fileURLToPath(workerFile(import.meta.url, 'sql-worker')), {
      execArgv: [],
      env: Object.fromEntries(kept.filter(([, value]) => value !== undefined)),
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    });
    this.#child = child;
    this.#started = new Promise((resolve) => {
      child.once('message', () => resolve());
    });
    this.#ended = new Promise((resolve) => {
      const end = (): void => {
        this.isAlive = false;
        resolve();
      };
      child.once('exit', end);
      // What could not be started never exits; and nobody else hears of a message to one that has just ended.
      child.on('error', end);
    });
  }

  /** The time that the process takes to start is not the statement's. */
  async run(request: SqlRequest): Promise<SqlOutcome> {
    const patience = new AbortController();
    const first = await Promise.race([
      this.#started.then(() => 'started' as const),
      this.#ended.then(() => 'ended' as const),
      sleep(patienceMs, 'late' as const, { signal: patience.signal, ref: false }),
    ]);
    patience.abort();
    if (first !== 'started') {
      this.end();
      return { kind: this.#isCancelled ? 'cancelled' : 'not-started' };
    }
    return this.#ask(request);
  }

  /** Ends it in the middle of what it does. */
  cancel(): void {
    this.#isCancelled = true;
    this.end();
  }

  end(): void {
    this.#child.kill('SIGKILL');
  }

  #ask(request: SqlRequest): Promise<SqlOutcome> {
    const began = Date.now();
    const child = this.#child;
    return new Promise((resolve) => {
      const late = setTimeout(() => this.end(), request.limitMs + graceMs);
      const finish = (outcome: SqlOutcome): void => {
        clearTimeout(late);
        child.off('message', finish);
        resolve(outcome);
      };
      child.once('message', finish);
      void this.#ended.then(() => {
        if (this.#isCancelled) finish({ kind: 'cancelled' });
        else finish({ kind: Date.now() - began >= request.limitMs ? 'time' : 'memory' });
      });
      if (this.isAlive) child.send(request);
    });
  }
}
