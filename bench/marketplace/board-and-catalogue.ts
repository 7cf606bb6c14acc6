import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { listingFilterSchema } from '#contract/marketplace/listing.ts';
import { orderFilterSchema } from '#contract/marketplace/order.ts';
import type { CacheReads } from '#core/cache/cache.ts';
import { listListings } from '#core/marketplace/listings/queries/list-listings.ts';
import { listOrders, orderBoard } from '#core/marketplace/orders/queries/list-orders.ts';
import type { Scale } from '#sandbox/business/sizes.ts';
import { loadBusiness } from '../analytics/load-business.ts';
import { fillSqliteCopy, openSqliteCopy } from '../analytics/open-sqlite-copy.ts';
import { businessEndsAt } from '../business-database.ts';
import type { Figure } from '../run.ts';
import { quantile, rounded } from '../statistics.ts';

const warmUps = 3;
const page = { offset: 0, limit: 100 };
const everyOrder = orderFilterSchema.parse({});
const everyListing = listingFilterSchema.parse({});

/** What the pages ask, by name. */
const questions: Readonly<Record<string, (cache: CacheReads) => Promise<unknown>>> = {
  board: (cache) => orderBoard(cache, { filter: everyOrder, perStatus: 20 }),
  board_of_category: (cache) =>
    orderBoard(cache, { filter: { ...everyOrder, categories: ['crypto'] }, perStatus: 20 }),
  board_search: (cache) => orderBoard(cache, { filter: { ...everyOrder, search: 'an' }, perStatus: 20 }),
  orders: (cache) => listOrders(cache, { filter: everyOrder, descending: true, ...page }),
  orders_search: (cache) =>
    listOrders(cache, { filter: { ...everyOrder, search: 'an' }, descending: true, ...page }),
  orders_search_refunded: (cache) =>
    listOrders(cache, {
      filter: { ...everyOrder, search: 'an', statuses: ['refunded'] },
      descending: true,
      ...page,
    }),
  catalogue: (cache) =>
    listListings(cache, { filter: everyListing, sort: { column: 'subscribers', descending: true }, ...page }),
  catalogue_search: (cache) =>
    listListings(cache, {
      filter: { ...everyListing, search: 'an', states: ['active'], currency: 'USD' },
      sort: { column: 'cpm', descending: false },
      ...page,
    }),
};

/** The order board and the search of the catalogue in a local copy of this scale. */
export async function boardAndCatalogue(
  scale: Scale,
  size: string,
  rounds: number,
  report: (figure: Figure) => void,
): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'opsdeck-bench-'));
  const file = path.join(folder, 'cache.db');
  const filling = fillSqliteCopy(file, 'UTC');
  await loadBusiness(scale, businessEndsAt, (table, row) => filling.take(table, row));
  filling.finish({ verify: false });
  try {
    await measurePages(file, size, scale.orders, rounds, report);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same in a copy that is there. */
export async function measurePages(
  file: string,
  size: string,
  rows: number,
  rounds: number,
  report: (figure: Figure) => void,
): Promise<void> {
  const copy = openSqliteCopy(file);
  try {
    for (const [name, ask] of Object.entries(questions)) {
      const times: number[] = [];
      for (let round = -warmUps; round < rounds * 10; round += 1) {
        const startedAt = performance.now();
        await ask(copy.cache);
        if (round >= 0) times.push(performance.now() - startedAt);
      }
      report({
        bench: `marketplace.${name}.${size}`,
        p50_ms: rounded(quantile(times, 0.5)),
        p95_ms: rounded(quantile(times, 0.95)),
        rows,
      });
    }
  } finally {
    await copy.close();
  }
}
