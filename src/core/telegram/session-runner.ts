import { OpsdeckError } from '#contract/errors.ts';
import { DeadlinePassed, leaseLost, startDeadline } from './deadline.ts';
import type { OperationOptions, SessionString } from './driver.ts';
import type { Operation, OperationKind, OperationOutput } from './operations.ts';
import { parseSessionString } from './session-string.ts';
import { Turns } from './turns.ts';
import { WorkerFailed, type WorkerHost } from './worker-host.ts';

/** The operation could not be carried out; `errorCode` says why, and says nothing of the account. */
export type NotRun = { readonly kind: 'not-run'; readonly errorCode: string; readonly latencyMs: number };
export type Ran<Result> = { readonly kind: 'ran'; readonly result: Result };

/** Hands operations to the worker: those on the same key one after the other, each within its deadline. */
export class SessionRunner {
  readonly #host: WorkerHost;
  readonly #turns = new Turns();
  #isClosed = false;

  constructor(host: WorkerHost) {
    this.#host = host;
  }

  /**
   * Runs the operation in its turn on the session; a null session takes no turn, as it is connected nowhere. Rejects
   * with `SHUTTING_DOWN` only.
   */
  async run<Kind extends OperationKind>(
    session: SessionString | null,
    operation: Operation & Operation<Kind>,
    { deadlineMs, hold }: OperationOptions,
  ): Promise<Ran<OperationOutput<Kind>> | NotRun> {
    this.requireOpen();
    const startedAt = performance.now();
    const notRun = (errorCode: string): NotRun => {
      return { kind: 'not-run', errorCode, latencyMs: Math.round(performance.now() - startedAt) };
    };
    const key = session === null ? null : sessionKey(session);
    if (session !== null && key === null) return notRun('SESSION_MALFORMED');
    const deadline = startDeadline(deadlineMs);
    const turn = key === null ? Promise.resolve(() => undefined) : this.#turns.take(key);
    try {
      await deadline.race(turn);
    } catch {
      void turn.then((endTurn) => endTurn());
      deadline.clear();
      return notRun('SESSION_BUSY');
    }
    try {
      await deadline.race(this.#host.ready());
      const leftMs = Math.max(1, deadlineMs - (performance.now() - startedAt));
      if (hold !== undefined && hold.until <= performance.now()) return notRun(leaseLost);
      const course = { deadlineMs: leftMs, ...(hold === undefined ? {} : { hold }) };
      return { kind: 'ran', result: await this.#host.run(operation, course) };
    } catch (error) {
      this.requireOpen(error);
      if (error instanceof DeadlinePassed) return notRun('TIMEOUT');
      if (error instanceof WorkerFailed) return notRun(error.code);
      throw error;
    } finally {
      deadline.clear();
      void turn.then((endTurn) => endTurn());
    }
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  requireOpen(cause?: unknown): void {
    if (this.#isClosed) throw new OpsdeckError('SHUTTING_DOWN', {}, { cause });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#host.stop();
  }
}

function sessionKey(session: SessionString): string | null {
  try {
    return parseSessionString(session).fingerprint.toString('base64');
  } catch (error) {
    if (error instanceof OpsdeckError) return null;
    throw error;
  }
}
