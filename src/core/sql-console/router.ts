import { sqlConsoleContract } from '#contract/sql-console.ts';
import type { Cache } from '../cache/cache.ts';
import type { CacheDefinition } from '../cache/cache-definition.ts';
import type { Logger } from '../logging/logger.ts';
import { implement } from '../rpc/implement.ts';
import { listTables } from './list-tables.ts';
import { readableTables } from './readable-tables.ts';
import type { SqlRuns } from './sql-runs.ts';

type Dependencies = {
  readonly runs: SqlRuns;
  readonly cache: Cache;
  readonly definition: CacheDefinition;
  /** The file of the local copy. @throws OpsdeckError CACHE_NOT_READY */
  readonly cacheFile: () => string;
  readonly logger: Logger;
};

/** Questions in SQL about the local copy. */
export function sqlConsoleRouter({ runs, cache, definition, cacheFile, logger }: Dependencies) {
  const tables = readableTables(definition);
  return implement(sqlConsoleContract, {
    schema: () => {
      // Whoever looks at the tables is about to ask.
      runs.prepare();
      return listTables(cache, tables);
    },
    run: ({ input, caller }) => {
      const { operatorId, name: operator } = caller;
      // Who asked; not what: there may be names in it.
      logger.info({ audit: 'sql', runId: input.id, operatorId, operator }, 'a statement was run');
      return runs.run(caller, input, { file: cacheFile(), tables });
    },
    cancel: ({ input, caller }) => {
      runs.cancel(caller, input.id);
      return Promise.resolve();
    },
  });
}
