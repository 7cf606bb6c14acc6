import type { ExportEvent, ExportJob } from './export-job.ts';
import { type ExportThread, startExportThread } from './start-export-thread.ts';

/** So many files are written at once: each takes a core and up to 250 MB. */
const atOnce = 2;

type Waiting = { readonly job: ExportJob; readonly tell: (event: ExportEvent) => void };

export type QueuedExport = {
  /** Ends it, whether it has begun or not; nothing more is told. What it wrote stays. */
  end(): Promise<void>;
};

/** Writes files one after the other, two at a time, in threads of their own. */
export class ExportQueue {
  readonly #waiting: Waiting[] = [];
  readonly #running = new Map<Waiting, ExportThread>();
  #isClosed = false;

  /** The last that is told is `done` or `failed`. `progress` of no rows says that it has begun. */
  add(job: ExportJob, tell: (event: ExportEvent) => void): QueuedExport {
    const waiting = { job, tell };
    this.#waiting.push(waiting);
    this.#next();
    return {
      end: async () => {
        const place = this.#waiting.indexOf(waiting);
        if (place >= 0) this.#waiting.splice(place, 1);
        const thread = this.#running.get(waiting);
        await thread?.end();
        this.#over(waiting);
      },
    };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#waiting.length = 0;
    await Promise.all([...this.#running.values()].map((thread) => thread.end()));
  }

  #next(): void {
    if (this.#isClosed || this.#running.size >= atOnce) return;
    const next = this.#waiting.shift();
    if (next === undefined) return;
    const thread = startExportThread(next.job, (event) => {
      if (event.kind !== 'progress') this.#over(next);
      next.tell(event);
    });
    this.#running.set(next, thread);
    this.#next();
  }

  #over(ended: Waiting): void {
    if (this.#running.delete(ended)) this.#next();
  }
}
