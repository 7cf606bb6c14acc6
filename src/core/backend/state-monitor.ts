import { Client } from 'pg';
import type { BackendState } from '#contract/system.ts';
import { instant } from '#contract/time.ts';
import type { Logger } from '../logging/logger.ts';
import { backendError } from './backend-error.ts';
import type { ConnectionSettings } from './connection-settings.ts';

const intervalMs = 2_000;
const patienceMs = 5_000;

export type StateMonitor = {
  readonly state: () => BackendState;
  readonly onChange: (listener: (state: BackendState) => void) => () => void;
  /** Looks now instead of at the next interval. */
  readonly checkNow: () => void;
  /** Stops looking. A look under way ends by itself and changes nothing any more. */
  readonly close: () => void;
};

/**
 * Asks the database every two seconds, over a connection of its own so that a busy pool does not look like a dead
 * server, whether it answers. Listeners hear of each change between online and offline. Before each attempt to get
 * back, `recover` may do what it can (start the built-in server again).
 */
export function startStateMonitor(
  settings: ConnectionSettings,
  logger: Logger,
  recover: () => Promise<void> = () => Promise.resolve(),
): StateMonitor {
  const listeners = new Set<(state: BackendState) => void>();
  let state: BackendState = { state: 'online', latencyMs: 0 };
  let client: Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<void> | null = null;
  let lookAgain = false;
  let closed = false;

  async function connected(): Promise<Client> {
    if (client !== null) return client;
    const fresh = new Client({
      ...settings.clientConfig(),
      connectionTimeoutMillis: patienceMs,
      query_timeout: patienceMs,
    });
    fresh.on('error', () => {
      drop(fresh);
      checkNow();
    });
    try {
      await fresh.connect();
    } catch (error) {
      drop(fresh);
      throw error;
    }
    if (closed) {
      drop(fresh);
      throw new Error('The monitor was closed.');
    }
    client = fresh;
    return fresh;
  }

  function drop(broken: Client | null): void {
    if (client === broken) client = null;
    // It is broken already; how its end goes does not matter.
    broken?.end().catch(() => undefined);
  }

  async function look(): Promise<void> {
    try {
      if (state.state === 'offline') await recover();
      const open = await connected();
      const startedAt = performance.now();
      await open.query('select 1');
      change({ state: 'online', latencyMs: Math.round((performance.now() - startedAt) * 10) / 10 });
    } catch (error) {
      drop(client);
      const failure = backendError(error, settings.target);
      const problem = failure?.message ?? (error instanceof Error ? error.message : String(error));
      change({
        state: 'offline',
        since: state.state === 'offline' ? state.since : instant(Date.now()),
        problem,
      });
    }
  }

  function change(next: BackendState): void {
    if (closed) return;
    const before = state;
    state = next;
    if (before.state === next.state) return;
    if (next.state === 'offline') {
      logger.error({ problem: next.problem }, 'the database went away');
      // The way back begins at once, and goes on at each interval.
      lookAgain = true;
    } else {
      logger.info({ latencyMs: next.latencyMs }, 'the database is back');
    }
    for (const listener of listeners) listener(next);
  }

  function checkNow(): void {
    if (closed) return;
    if (looking !== null) {
      lookAgain = true;
      return;
    }
    if (timer !== null) clearTimeout(timer);
    lookAgain = false;
    looking = look().finally(() => {
      looking = null;
      if (closed) return;
      timer = setTimeout(checkNow, lookAgain ? 50 : intervalMs);
      timer.unref();
    });
  }

  checkNow();
  return {
    state: () => state,
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    checkNow,
    close: () => {
      closed = true;
      if (timer !== null) clearTimeout(timer);
      drop(client);
    },
  };
}
