import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ConsoleReport, ConsoleRequest, ConsoleTask } from './console-process.ts';

/** A process that keeps a cache, and what it tells. */
export class BenchConsoleProcess {
  readonly #child: ChildProcess;
  readonly #listeners = new Set<(report: ConsoleReport) => void>();

  constructor(task: ConsoleTask) {
    this.#child = fork(fileURLToPath(new URL('console-process.ts', import.meta.url)), [JSON.stringify(task)]);
    this.#child.on('message', (report: ConsoleReport) => {
      for (const listener of this.#listeners) listener(report);
    });
  }

  onReport(listener: (report: ConsoleReport) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** The next report of that kind. */
  next<Kind extends ConsoleReport['kind']>(kind: Kind): Promise<ConsoleReport & { kind: Kind }> {
    return new Promise((resolve, reject) => {
      const stop = this.onReport((report) => {
        if (!isOfKind(report, kind)) return;
        stop();
        resolve(report);
      });
      this.#child.once('exit', (code) => reject(new Error(`the process ended with ${code}`)));
    });
  }

  ask(request: ConsoleRequest): void {
    this.#child.send(request);
  }

  async close(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.ask({ kind: 'close' });
    await ended;
  }
}

function isOfKind<Kind extends ConsoleReport['kind']>(
  report: ConsoleReport,
  kind: Kind,
): report is ConsoleReport & { kind: Kind } {
  return report.kind === kind;
}
