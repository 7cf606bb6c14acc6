import { OpsdeckError } from '#contract/errors.ts';
import type { BackendState } from '#contract/system.ts';
import { type SyncStatus, syncContract, type TableScope } from '#contract/sync.ts';
import { instant } from '#contract/time.ts';
import { implement } from '../rpc/implement.ts';
import type { Outbox } from './outbox/outbox.ts';
import type { SyncEngine } from './sync-engine.ts';
import { watchChanges } from './watch-changes.ts';
import { watchSync } from './watch-sync.ts';

type Dependencies = {
  readonly engine: SyncEngine;
  readonly outbox: Outbox;
  /** The state of the database as the rest of the console sees it. */
  readonly backendState: () => BackendState;
  /** The tables of which less than everything can be kept. */
  readonly scopedTables: readonly string[];
  /** Remembers how much of a table this device keeps, and has the local copy follow. */
  readonly setScope: (table: string, scope: TableScope) => Promise<void>;
};

export function syncRouter({ engine, outbox, backendState, scopedTables, setScope }: Dependencies) {
  const status = (): SyncStatus => seenFromHere(engine.status(), backendState());
  const tables = async () =>
    (await engine.tables()).map((table) => ({ ...table, canBeCut: scopedTables.includes(table.name) }));
  return implement(syncContract, {
    watchStatus: ({ signal }) => watchSync({ engine, outbox, status }, signal),
    watchChanges: ({ signal }) => watchChanges(engine.cache, signal),
    tables,
    verify: () => engine.verify(),
    async rebuild() {
      await engine.rebuild({ deleteFirst: true });
      return {};
    },
    async setScope({ input }) {
      if (!scopedTables.includes(input.table)) {
        throw new OpsdeckError('INVALID_INPUT', { problem: `${input.table} is always kept as a whole` });
      }
      await setScope(input.table, input.scope);
      return tables();
    },
    outbox: async () => outbox.entries(),
    async resolve({ input, caller }) {
      outbox.resolve(caller, input.key, input.resolution);
      return {};
    },
    async discard({ input, caller }) {
      outbox.discard(caller, input.key);
      return {};
    },
    async retry({ input, caller }) {
      outbox.retry(caller, input.key);
      return {};
    },
  });
}

/** The engine learns of a lost database when it next asks, and of one that was never reached not at all. */
function seenFromHere(status: SyncStatus, backend: BackendState): SyncStatus {
  const lagSeconds =
    status.asOf === null ? null : Math.max(0, Math.round((Date.now() - status.asOf) / 100) / 10);
  if (backend.state === 'online') return { ...status, lagSeconds };
  return {
    ...status,
    lagSeconds,
    state: 'offline',
    progress: null,
    lastProblem: {
      code: 'BACKEND_UNREACHABLE',
      message: backend.problem,
      at: instant(backend.since),
    },
  };
}
