import { OpsdeckError } from '#contract/errors.ts';
import { exportsContract } from '#contract/exports.ts';
import { roleMay } from '#contract/permissions.ts';
import type { Cache } from '../cache/cache.ts';
import { implement } from '../rpc/implement.ts';
import type { ExportedTable } from './exported-table.ts';
import type { ExportRuns } from './export-runs.ts';
import { watchExports } from './watch-exports.ts';

/** Somebody who has just changed a row finds the change in the file, where the copy can be brought up to date so soon. */
const patienceMs = 2_000;

/** Exports of the tables that the domains declare. */
export function exportsRouter(runs: ExportRuns, tables: readonly ExportedTable[], cache: Cache) {
  return implement(exportsContract, {
    async start({ input, caller }) {
      const table = tables.find(({ name }) => name === input.table);
      if (table === undefined) throw new OpsdeckError('NOT_FOUND', { what: `The table ${input.table}` });
      const { permission } = table;
      if (!roleMay(caller.role, permission)) {
        throw new OpsdeckError('FORBIDDEN', { permission, role: caller.role });
      }
      await cache.caughtUp(patienceMs);
      const { parts, facts, title = table.title } = await table.prepare(input, cache);
      const { format, options } = input;
      return { id: runs.start(caller, { title, format, options, facts, parts }) };
    },
    async cancel({ input, caller }) {
      await runs.cancel(caller, input.id);
    },
    async discard({ input, caller }) {
      await runs.discard(caller, input.id);
    },
    watch: ({ caller, signal }) => watchExports(runs, caller.operatorId, signal),
  });
}
