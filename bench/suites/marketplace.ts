import { Client } from 'pg';
import { workspaceIdSchema } from '#contract/ids.ts';
import { localCopy } from '#core/local-copy.ts';
import { trackChanges } from '#core/sync/track-changes.ts';
import { scales } from '#sandbox/business/sizes.ts';
import { openBusinessDatabase } from '../business-database.ts';
import { boardAndCatalogue } from '../marketplace/board-and-catalogue.ts';
import { consoleLives } from '../marketplace/console-lives.ts';
import { addDrafts } from '../marketplace/drafts.ts';
import { pgbenchLives } from '../marketplace/pgbench-lives.ts';
import type { BenchOptions, Figure } from '../run.ts';
import { median, quantile, rounded } from '../statistics.ts';

const operators = 8;
const livesEach = 250;
const movesPerLife = 4;

/** Moves of orders beside the same by hand, and what the board and the catalogue cost with ten million orders. */
export async function run(options: BenchOptions, report: (figure: Figure) => void): Promise<void> {
  await moves(options, report);
  const { rows, rounds } = options;
  const scale = rows === null ? scales['10m'] : { ...scales.demo, orders: rows };
  await boardAndCatalogue(scale, rows === null ? '10m' : String(rows), rounds, report);
}

/** Eight operators who take orders from draft to completed, in turns with pgbench, which writes the same rows by hand. */
async function moves({ rows, rounds }: BenchOptions, report: (figure: Figure) => void): Promise<void> {
  const size = rows === null || rows >= scales['1m'].orders ? '1m' : 'demo';
  const database = await openBusinessDatabase(size, {
    tables: ['orders', 'order_events', 'ledger_accounts', 'ledger_transfers'],
  });
  try {
    const { config, pool, workspaceId } = database;
    const client = new Client(config);
    await client.connect();
    await trackChanges(client, localCopy(workspaceIdSchema.parse(workspaceId), {}).tables);
    await client.end();
    const lives = { config, workspaceId, clients: operators };
    const ours: number[] = [];
    const theirs: number[] = [];
    const times: number[] = [];
    // The first round warms both up.
    for (let round = 0; round <= rounds; round += 1) {
      const each = round === 0 ? 25 : livesEach;
      const count = operators * each;
      const first = await addDrafts(pool, workspaceId, count * 2);
      const own = await consoleLives({ ...lives, first, each });
      const byHand = await pgbenchLives({ ...lives, first: first + count, each });
      if (round === 0) continue;
      ours.push((count * movesPerLife * 1_000) / own.ms);
      theirs.push((count * movesPerLife * 1_000) / byHand);
      times.push(...own.moves);
    }
    report({
      bench: 'marketplace.moves',
      ratio: rounded(median(ours.map((rate, round) => rate / (theirs[round] ?? Number.NaN)))),
      moves_per_second: rounded(median(ours)),
      pgbench_moves_per_second: rounded(median(theirs)),
      p50_ms: rounded(quantile(times, 0.5)),
      p99_ms: rounded(quantile(times, 0.99)),
      operators,
      rows: scales[size].orders,
    });
  } finally {
    await database.close();
  }
}
