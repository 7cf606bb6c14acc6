import { Worker } from 'node:worker_threads';
import { OpsdeckError, type ErrorCode } from '#contract/errors.ts';
import { gone, tooLarge } from './import-errors.ts';
import type { SheetQuestion, SheetQuestions, SheetReply } from './sheet-messages.ts';
import { workerFile } from '../../threads/worker-file.ts';

/**
 * The largest file takes some 400 MB while it is read. One that is made to take more ends its thread, and nothing else.
 */
const resourceLimits = { maxOldGenerationSizeMb: 1_024 };

/** A file in a thread of its own. */
export type SheetThread = {
  /**
   * @throws OpsdeckError what the thread refused with; IMPORT_TOO_LARGE when the file exhausted its memory;
   * IMPORT_EXPIRED when it was ended.
   */
  ask<Kind extends SheetQuestion>(
    kind: Kind,
    input: SheetQuestions[Kind]['input'],
  ): Promise<SheetQuestions[Kind]['answer']>;
  /** Ends the thread; all it held is gone. */
  end(): Promise<void>;
};

type Waiting = { readonly resolve: (answer: never) => void; readonly reject: (error: Error) => void };

export function startSheetThread(): SheetThread {
  // What it may print is nobody's business: nothing of a file reaches the console's own output.
  const worker = new Worker(workerFile(import.meta.url, 'import-worker'), {
    name: 'import',
    resourceLimits,
    stdout: true,
    stderr: true,
  });
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let ended: Error | null = null;

  function endWith(error: Error): void {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  }

  worker.on('message', (reply: SheetReply) => {
    const asked = waiting.get(reply.id);
    waiting.delete(reply.id);
    // The answer belongs to the question of this number; `ask` has paired their types.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    if (reply.kind === 'answer') asked?.resolve(reply.answer as never);
    else asked?.reject(errorOf(reply));
  });
  worker.on('error', (error) => endWith(isOutOfMemory(error) ? tooLarge() : new Error('the import broke')));
  worker.once('exit', () => endWith(gone()));
  worker.unref();

  return {
    ask(kind, input) {
      if (ended !== null) return Promise.reject(ended);
      lastId += 1;
      const id = lastId;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.postMessage({ id, kind, input }, []);
      });
    },
    async end() {
      endWith(gone());
      await worker.terminate();
    },
  };
}

function errorOf(reply: Exclude<SheetReply, { kind: 'answer' }>): Error {
  if (reply.kind === 'broke') return new Error(`the import broke: ${reply.name} ${reply.place}`);
  // Made in the thread with the details of its code.
  return new OpsdeckError<ErrorCode>(reply.code, reply.details);
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
