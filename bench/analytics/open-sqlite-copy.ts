import { z } from 'zod';
import type { Cache } from '#core/cache/cache.ts';
import type { CacheDefinition } from '#core/cache/cache-definition.ts';
import { CacheWriter } from '#core/cache/cache-writer.ts';
import { compileQuery } from '#core/cache/compile-query.ts';
import { ReaderPool } from '#core/cache/reader-pool.ts';
import { rollupSupport } from '#core/cache/rollups/rollup-support.ts';
import { silentLogger } from '#core/logging/logger.ts';
import { channelsMirror } from '#core/marketplace/channels/mirror.ts';
import { customersMirror } from '#core/marketplace/customers/mirror.ts';
import { listingsMirror } from '#core/marketplace/listings/mirror.ts';
import { marketplaceRollups } from '#core/marketplace/mirrors.ts';
import { ordersMirror } from '#core/marketplace/orders/mirror.ts';
import { paymentsMirror } from '#core/marketplace/payments/mirror.ts';
import type { LoadedTable, Row } from './load-business.ts';

const mirrors = {
  customers: customersMirror,
  channels: channelsMirror,
  listings: listingsMirror,
  orders: ordersMirror,
  payments: paymentsMirror,
};

const definition: CacheDefinition = {
  workspaceId: '00000000-0000-4000-8000-000000000001',
  tables: Object.values(mirrors),
  rollups: marketplaceRollups,
};

/** A cache as the console has it, filled with rows that did not come from Postgres. */
export function fillSqliteCopy(file: string, timeZone: string) {
  const writer = CacheWriter.create(file, definition, rollupSupport, timeZone);
  writer.begin();
  return {
    take(table: LoadedTable, row: Row): void {
      // What the generator leaves to Postgres' defaults.
      const whole: Row = { version: 1, ...row };
      writer.table(table)?.load(mirrors[table].columns.map(({ name }) => whole[name] ?? null));
    },
    /** Differences between the sums and the rows: none. */
    finish(options: { readonly verify: boolean }): number {
      for (const { name } of definition.tables) writer.table(name)?.finishLoad();
      writer.finishLoad({ cursor: '', asOf: 0, epoch: 'bench', timeZone });
      const differences = options.verify
        ? rollupSupport.verify(writer.database, definition, timeZone).length
        : 0;
      writer.close();
      return differences;
    },
  };
}

export type SqliteCopy = { readonly cache: Pick<Cache, 'rows' | 'together'>; close(): Promise<void> };

/** Reads it through the threads that the console reads through. */
export function openSqliteCopy(file: string): SqliteCopy {
  const readers = new ReaderPool(silentLogger());
  readers.open(file);
  return {
    cache: {
      async rows(query, row) {
        const [answer = []] = await readers.read([compileQuery(query)]);
        return z.array(row).parse(answer);
      },
      async together(queries) {
        const answers = await readers.read(queries.map((query) => compileQuery(query.sql)));
        const parsed = queries.map(({ row }, at) => z.array(row).parse(answers[at] ?? []));
        // Each answer was parsed by the schema of its query.
        // oxlint-disable-next-line typescript/no-unsafe-type-assertion
        return parsed as never;
      },
    },
    close: () => readers.close(),
  };
}
