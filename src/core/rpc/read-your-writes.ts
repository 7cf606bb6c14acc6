import type { OperatorId } from '#contract/ids.ts';
import type { Cache } from '../cache/cache.ts';

/** A query waits no longer than that for what its operator has changed, in milliseconds. */
const patienceMs = 2_000;

/** Lets an operator see in the local copy what they have just changed in the database. */
export type ReadYourWrites = {
  /** A command of theirs has returned. */
  wrote(operatorId: OperatorId): void;
  /** Resolves at once for those who changed nothing since they last read. */
  beforeReading(operatorId: OperatorId): Promise<void>;
};

export function readYourWrites(cache: Pick<Cache, 'caughtUp'>): ReadYourWrites {
  const lastWrite = new Map<OperatorId, number>();
  let writes = 0;
  return {
    wrote(operatorId) {
      writes += 1;
      lastWrite.set(operatorId, writes);
    },
    async beforeReading(operatorId) {
      const before = lastWrite.get(operatorId);
      if (before === undefined) return;
      await cache.caughtUp(patienceMs);
      // Not to be waited for again, also when it took too long: then the status says what holds the cache back.
      if (lastWrite.get(operatorId) === before) lastWrite.delete(operatorId);
    },
  };
}
