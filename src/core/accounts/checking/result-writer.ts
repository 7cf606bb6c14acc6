import { setTimeout as sleep } from 'node:timers/promises';
import { createComplaints } from '../../background/complaints.ts';
import type { Logger } from '../../logging/logger.ts';
import type { CheckedAccount } from './record-results.ts';

export type ResultWriter = {
  add(checked: CheckedAccount): void;
  /** Resolves when everything added so far is written, or the last attempt to has failed. */
  finish(): Promise<void>;
};

/** Results wait this long for company, so that a fast check is not one transaction per account. */
const gatherMs = 40;

/** After a failure, until the next attempt. */
const retryMs = 1_000;

const attemptsAtTheEnd = 3;

/**
 * Gathers results and writes them in order. What cannot be written (the database is away) is kept and tried again; a result
 * is given up only when the process ends without the database having come back, and then the check is simply made again.
 */
export function createResultWriter(
  write: (batch: readonly CheckedAccount[]) => Promise<void>,
  logger: Logger,
): ResultWriter {
  const complain = createComplaints(logger);
  let waiting: CheckedAccount[] = [];
  let writing: Promise<void> | null = null;
  let finishing = false;

  async function writeAll(): Promise<void> {
    let failures = 0;
    while (waiting.length > 0) {
      if (!finishing) await sleep(gatherMs);
      const batch = waiting;
      waiting = [];
      try {
        await write(batch);
        failures = 0;
      } catch (error) {
        waiting = [...batch, ...waiting];
        failures += 1;
        complain(error, 'results of checks wait for the database');
        if (finishing && failures >= attemptsAtTheEnd) return;
        await sleep(retryMs);
      }
    }
  }

  function start(): Promise<void> {
    writing ??= writeAll().finally(() => {
      writing = null;
    });
    return writing;
  }

  return {
    add(checked) {
      waiting.push(checked);
      void start();
    },
    async finish() {
      finishing = true;
      await start();
    },
  };
}
