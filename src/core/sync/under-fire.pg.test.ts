import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import {
  balancedBooks,
  bankDefinition,
  cachedBank,
  openBank,
  postgresBank,
  readBooks,
  work,
} from './testing/bank.ts';
import { createSyncFixture, type SyncFixture, untilCurrent } from './testing/things.ts';

/** How long the writers write: 30 s, or more with `npm run test:long`. */
const seconds = Number(process.env['OPSDECK_TEST_SECONDS'] ?? 30);
const writers = 8;

let fixture: SyncFixture | null = null;

afterEach(async () => {
  await fixture?.close();
  fixture = null;
});

describe('under fire', () => {
  it(
    `shows a consistent state at every moment of ${seconds} s in which ${writers} writers write, and ends up equal`,
    { timeout: seconds * 5_000 + 60_000 },
    async () => {
      fixture = await createSyncFixture();
      const { pool, workspaceId, testDatabase } = fixture;
      await openBank(pool, workspaceId);
      const engine = fixture.start({ definition: bankDefinition(workspaceId) });
      // They write from the start: also while the cache is made.
      const stop = new AbortController();
      const clients = await Promise.all(
        Array.from({ length: writers }, async () => {
          const client = new Client({ connectionString: testDatabase.url });
          await client.connect();
          return client;
        }),
      );
      let committed = 0;
      const working = Promise.all(
        clients.map((client) => work(client, workspaceId, stop.signal, () => (committed += 1))),
      );
      await untilCurrent(engine);
      const until = Date.now() + seconds * 1_000;
      const seenVersions = new Set<number>();
      let looks = 0;
      // A slow machine takes longer for as much.
      const enough = () => committed > seconds * 5 && seenVersions.size > seconds && looks > seconds;
      while (Date.now() < until || !enough()) {
        seenVersions.add(engine.cache.version);
        expect(await readBooks(engine.cache)).toEqual(balancedBooks);
        looks += 1;
        await sleep(Math.random() * 20);
      }
      stop.abort();
      await working;
      await Promise.all(clients.map((client) => client.end()));

      expect(await engine.cache.caughtUp(20_000)).toBe(true);
      expect(await cachedBank(engine.cache)).toEqual(await postgresBank(pool, workspaceId));
      // The rollups are counted anew here: what was seen twice, or not at all, is a difference.
      const { differences, rows } = await engine.verify();
      expect(differences).toEqual([]);
      expect(rows).toBeGreaterThan(0);
    },
  );
});
