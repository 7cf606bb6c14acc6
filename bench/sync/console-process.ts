// A process with nothing but a sync engine in it, so that its memory can be told. Started by fork() with its task in argv.
import type { ClientConfig } from 'pg';
import { sql } from 'drizzle-orm/sql';
import { z } from 'zod';
import type { CacheDefinition } from '#core/cache/cache-definition.ts';
import { silentLogger } from '#core/logging/logger.ts';
import { startSyncEngine } from '#core/sync/sync-engine.ts';

export type ConsoleTask = {
  readonly folder: string;
  readonly definition: CacheDefinition;
  readonly config: ClientConfig;
};

export type ConsoleReport =
  | { readonly kind: 'current'; readonly ms: number; readonly rssMb: number; readonly rows: number }
  /** The table has a row with this version now, as a query of the cache sees it; `at` is this machine's clock. */
  | { readonly kind: 'seen'; readonly marker: number; readonly at: number }
  | { readonly kind: 'usage'; readonly cpuMs: number; readonly rssMb: number };

export type ConsoleRequest =
  | { readonly kind: 'watch'; readonly orderId: number }
  | { readonly kind: 'usage' }
  | { readonly kind: 'close' };

const task: ConsoleTask = JSON.parse(process.argv[2] ?? '');
const startedAt = performance.now();
const engine = startSyncEngine({
  folder: task.folder,
  definition: task.definition,
  connection: () => Promise.resolve({ read: task.config, primary: task.config }),
  logger: silentLogger(),
});

const send = (report: ConsoleReport): void => void process.send?.(report);
const rssMb = (): number => process.resourceUsage().maxRSS / 1024;

const stop = engine.onStatus((status) => {
  if (status.lastProblem !== null) process.stderr.write(`${status.lastProblem.message}\n`);
  if (status.state !== 'current') return;
  stop();
  send({ kind: 'current', ms: performance.now() - startedAt, rssMb: rssMb(), rows: status.rows });
});

process.on('message', (request: ConsoleRequest) => {
  switch (request.kind) {
    case 'watch':
      watch(request.orderId);
      return;
    case 'usage': {
      const { user, system } = process.cpuUsage();
      send({ kind: 'usage', cpuMs: (user + system) / 1000, rssMb: rssMb() });
      return;
    }
    case 'close':
      void engine.close().then(() => process.exit(0));
  }
});

/** Asks as a page does: when the cache says that something changed. */
function watch(orderId: number): void {
  let last = -1;
  engine.cache.onChange(() => {
    void engine.cache
      .rows(sql`select views from orders where id = ${orderId}`, z.object({ views: z.int().nullable() }))
      .then(([row]) => {
        const marker = row?.views ?? -1;
        if (marker === last) return;
        last = marker;
        send({ kind: 'seen', marker, at: performance.timeOrigin + performance.now() });
      });
  });
}
