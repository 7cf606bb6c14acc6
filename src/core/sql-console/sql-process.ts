import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { SqlReply, SqlRequest } from './sql-messages.ts';
import { workerFile } from './worker-file.ts';

/** So much later than the process should have ended itself, it is ended from here. */
const graceMs = 1_000;

/** How a statement ended: with a reply, or because its process was ended. */
export type SqlOutcome =
  SqlReply | { readonly kind: 'time' } | { readonly kind: 'memory' } | { readonly kind: 'cancelled' };

/** A process that reads for the SQL console, one statement at a time. */
export class SqlProcess {
  readonly #child: ChildProcess;
  #isCancelled = false;
  isAlive = true;

  constructor() {
    const { PATH, TMPDIR, SystemRoot, NODE_COMPILE_CACHE } = process.env;
    // Not the console's environment: there may be a password in it.
    const kept = Object.entries({ PATH, TMPDIR, SystemRoot, NODE_COMPILE_CACHE });
    this.#child = fork(fileURLToPath(workerFile('sql-worker')), {
      execArgv: [],
      env: Object.fromEntries(kept.filter(([, value]) => value !== undefined)),
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
    });
    this.#child.once('exit', () => {
      this.isAlive = false;
    });
    // Without a listener, a message to one that has just ended would end the console.
    this.#child.on('error', () => {
      this.isAlive = false;
    });
  }

  run(request: SqlRequest): Promise<SqlOutcome> {
    const began = Date.now();
    const child = this.#child;
    return new Promise((resolve) => {
      const late = setTimeout(() => this.end(), request.limitMs + graceMs);
      const finish = (outcome: SqlOutcome): void => {
        clearTimeout(late);
        child.off('message', hear);
        child.off('exit', ended);
        resolve(outcome);
      };
      const hear = (reply: SqlReply): void => finish(reply);
      const ended = (): void => {
        if (this.#isCancelled) finish({ kind: 'cancelled' });
        else finish({ kind: Date.now() - began >= request.limitMs ? 'time' : 'memory' });
      };
      child.once('message', hear);
      child.once('exit', ended);
      if (!this.isAlive) ended();
      else child.send(request);
    });
  }

  /** Ends it in the middle of what it does. */
  cancel(): void {
    this.#isCancelled = true;
    this.end();
  }

  end(): void {
    this.#child.kill('SIGKILL');
  }
}
