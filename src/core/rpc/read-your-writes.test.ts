import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { operatorIdSchema } from '#contract/ids.ts';
import { readYourWrites } from './read-your-writes.ts';

const [ann, ben] = [randomUUID(), randomUUID()].map((id) => operatorIdSchema.parse(id));
if (ann === undefined || ben === undefined) throw new Error('two operators are needed');

function slowCache() {
  const asked: PromiseWithResolvers<boolean>[] = [];
  return {
    asked,
    caughtUp() {
      const answer = Promise.withResolvers<boolean>();
      asked.push(answer);
      return answer.promise;
    },
  };
}

describe('reading after writing', () => {
  it('waits for the local copy once after a command, and for nobody else', async () => {
    const cache = slowCache();
    const reads = readYourWrites(cache);
    await reads.beforeReading(ann);
    reads.wrote(ann);
    await reads.beforeReading(ben);
    expect(cache.asked).toHaveLength(0);
    const [first, second] = [reads.beforeReading(ann), reads.beforeReading(ann)];
    expect(cache.asked).toHaveLength(2);
    for (const { resolve } of cache.asked) resolve(true);
    await Promise.all([first, second]);
    await reads.beforeReading(ann);
    expect(cache.asked).toHaveLength(2);
  });

  it('waits again for a command that came while it was waiting', async () => {
    const cache = slowCache();
    const reads = readYourWrites(cache);
    reads.wrote(ann);
    const waiting = reads.beforeReading(ann);
    reads.wrote(ann);
    cache.asked[0]?.resolve(true);
    await waiting;
    const again = reads.beforeReading(ann);
    cache.asked[1]?.resolve(false);
    await again;
    expect(cache.asked).toHaveLength(2);
  });
});
