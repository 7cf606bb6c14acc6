import { Worker } from 'node:worker_threads';
import { exhaustive } from '#contract/exhaustive.ts';
import type { Logger } from '#core/logging/logger.ts';
import type { TelegramServer } from './driver.ts';
import { type Hold, sharedClock } from './hold.ts';
import type { Operation, OperationAnswer, OperationKind, OperationOutput } from './operations.ts';
import type { QrEvent } from './sign-in.ts';
import type { WorkerReply, WorkerRequest, WorkerStart } from './worker-messages.ts';

/** How much later than its deadline an answer may come before the worker is taken for stuck, and replaced. */
const graceMs = 2_000;

/**
 * Operations leave garbage behind at a rate at which V8, left to itself, lets the thread's young generation grow to
 * 48 MB and the old one far beyond what lives in it. A check's own data are some 50 KB, so this is room for thousands
 * at once; a thread that needs more than that is replaced like any other that dies.
 */
const resourceLimits = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 512 };

/** The worker died, was stuck, or broke; `code` says which. Nothing is known of what it was asked. */
export class WorkerFailed extends Error {
  override readonly name = 'WorkerFailed';
  readonly code: 'WORKER_DIED' | 'WORKER_STALLED' | 'WORKER_BROKE';

  constructor(code: WorkerFailed['code']) {
    super(code);
    this.code = code;
  }
}

type Waiting = {
  readonly resolve: (answer: OperationAnswer) => void;
  readonly reject: (error: Error) => void;
  readonly tell: (event: QrEvent) => void;
};

type Running = {
  readonly worker: Worker;
  readonly ready: Promise<void>;
  readonly waiting: Map<number, Waiting>;
  isStuck: boolean;
};

type Options = { readonly entry: URL; readonly server: TelegramServer; readonly logger: Logger };

type Course = {
  readonly deadlineMs: number;
  /** How long it may stay connected. */
  readonly hold?: Hold;
  /** Ends the operation early; it answers all the same. */
  readonly signal?: AbortSignal;
  /** Told what happens while the operation goes on. */
  readonly onEvent?: (event: QrEvent) => void;
};

/**
 * Keeps one worker thread. One that dies or gets stuck ends what it was doing with `WorkerFailed`, its sockets closed
 * by the end of the thread, and the next operation starts a new one.
 */
export class WorkerHost {
  readonly #options: Options;
  #running: Running | null = null;
  #lastId = 0;
  #isStopped = false;

  constructor(options: Options) {
    this.#options = options;
    this.#running = this.#start();
  }

  /** Resolves when a worker is ready to take requests. Rejects with `WorkerFailed` when it dies before. */
  async ready(): Promise<void> {
    await this.#current().ready;
  }

  /** Ends within the deadline, or the hold, plus two seconds, whatever the worker does. Rejects with `WorkerFailed` only. */
  async run<Kind extends OperationKind>(
    operation: Operation & Operation<Kind>,
    { deadlineMs, hold, signal, onEvent }: Course,
  ): Promise<OperationOutput<Kind>> {
    const running = this.#current();
    this.#lastId += 1;
    const id = this.#lastId;
    const { promise, resolve, reject } = Promise.withResolvers<OperationAnswer>();
    running.waiting.set(id, { resolve, reject, tell: onEvent ?? (() => undefined) });
    const ask = (request: WorkerRequest): void => running.worker.postMessage(request, []);
    const cancel = (): void => ask({ kind: 'cancel', id });
    const deadlineAt = performance.now() + deadlineMs;
    let watchdog: NodeJS.Timeout | undefined;
    const watch = (): void => {
      clearTimeout(watchdog);
      const leftMs = Math.min(deadlineAt, hold?.until ?? deadlineAt) - performance.now();
      watchdog = setTimeout(() => this.#suspect(running, id), Math.max(0, leftMs) + graceMs);
    };
    watch();
    ask({ kind: 'start', id, operation, deadlineMs, holdUntil: hold === undefined ? null : endOf(hold) });
    const forget = hold?.onChange(() => {
      watch();
      ask({ kind: 'hold', id, until: endOf(hold) });
    });
    if (signal?.aborted === true) cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    try {
      const answer = await promise;
      if (!isAnswerTo<Kind>(operation, answer)) throw new WorkerFailed('WORKER_BROKE');
      return answer.result;
    } finally {
      clearTimeout(watchdog);
      forget?.();
      signal?.removeEventListener('abort', cancel);
      running.waiting.delete(id);
    }
  }

  /** Ends the thread and with it every socket; what was under way rejects with `WorkerFailed`. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    const running = this.#running;
    this.#running = null;
    if (running === null) return;
    await running.worker.terminate();
    abandon(running, 'WORKER_DIED');
  }

  #current(): Running {
    if (this.#isStopped) throw new WorkerFailed('WORKER_DIED');
    this.#running ??= this.#start();
    return this.#running;
  }

  #start(): Running {
    const { entry, server, logger } = this.#options;
    const workerData: WorkerStart = { server };
    // Nothing that GramJS prints may reach the console's own output.
    const worker = new Worker(entry, {
      workerData,
      stdout: true,
      stderr: true,
      name: 'telegram',
      resourceLimits,
    });
    for (const output of [worker.stdout, worker.stderr]) {
      // Only that it printed: what GramJS prints can hold the values it was given.
      output.on('data', (chunk: Buffer) => logger.debug({ bytes: chunk.length }, 'Telegram worker printed'));
    }
    const ready = Promise.withResolvers<void>();
    ready.promise.catch(() => undefined);
    const running: Running = { worker, ready: ready.promise, waiting: new Map(), isStuck: false };
    worker.on('message', (reply: WorkerReply) => {
      if (reply.kind === 'ready') ready.resolve();
      else receive(running, reply, logger);
    });
    worker.on('error', (error) => logger.error({ err: error }, 'Telegram worker failed'));
    worker.once('exit', () => {
      if (this.#running === running) {
        logger.warn('Telegram worker ended; the next operation starts another');
        this.#running = null;
      }
      ready.reject(new WorkerFailed('WORKER_DIED'));
      abandon(running, running.isStuck ? 'WORKER_STALLED' : 'WORKER_DIED');
    });
    return running;
  }

  /** The answer may already be waiting for this thread to read it, so that is done first. */
  #suspect(running: Running, id: number): void {
    setImmediate(() => {
      if (!running.waiting.has(id) || running.isStuck) return;
      running.isStuck = true;
      this.#options.logger.error(
        { inFlight: running.waiting.size },
        'Telegram worker is stuck and is replaced',
      );
      if (this.#running === running) this.#running = null;
      void running.worker.terminate();
    });
  }
}

/** By the clock that the worker has too. */
function endOf(hold: Hold): number {
  return sharedClock() + hold.until - performance.now();
}

function isAnswerTo<Kind extends OperationKind>(
  operation: Operation<Kind>,
  answer: OperationAnswer,
): answer is OperationAnswer & { readonly kind: Kind; readonly result: OperationOutput<Kind> } {
  return answer.kind === operation.kind;
}

function receive(running: Running, reply: Exclude<WorkerReply, { kind: 'ready' }>, logger: Logger): void {
  switch (reply.kind) {
    case 'done':
      running.waiting.get(reply.id)?.resolve(reply.answer);
      return;
    case 'event':
      running.waiting.get(reply.id)?.tell(reply.event);
      return;
    case 'broken':
      logger.error({ problem: reply.problem }, 'Telegram worker could not carry an operation out');
      running.waiting.get(reply.id)?.reject(new WorkerFailed('WORKER_BROKE'));
      return;
    case 'log':
      if (reply.level === 'debug') logger.debug({ gramjs: reply.message }, 'GramJS');
      else logger.warn({ fault: reply.message }, 'Unexpected fault in the Telegram driver');
      return;
    default:
      exhaustive(reply);
  }
}

function abandon(running: Running, code: WorkerFailed['code']): void {
  for (const { reject } of running.waiting.values()) reject(new WorkerFailed(code));
  running.waiting.clear();
}
