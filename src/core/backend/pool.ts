import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Pool } from 'pg';
import type { ConnectionSettings } from './connection-settings.ts';

/**
 * Set on each connection by a statement and not as start-up parameters, which connection poolers refuse.
 * `idle_in_transaction`: an open writing transaction holds back vacuum and every cache's sync window.
 * `client_connection_check`: a query whose console is gone ends, instead of holding its locks (no server on Windows has it).
 */
const sessionSettings = `
  set time zone 'UTC';
  set statement_timeout = '60s';
  set idle_in_transaction_session_timeout = '60s';
  do $$ begin
    set client_connection_check_interval = '2s';
  exception when invalid_parameter_value then null;
  end $$;
`;

const goodbyeMs = 1_000;

export type OpenPool = {
  readonly pool: Pool;
  /**
   * Takes no more work and ends the connections as they become idle; those still at work after that time are cut.
   * Returns how many were.
   */
  readonly close: (patienceMs: number) => Promise<number>;
};

/**
 * The pool of connections of this process. Connections are made when needed and replaced when they break; the settings
 * are asked again for each, so a server that moved is found. `onLost` hears of idle connections that broke.
 */
export function openPool(
  settings: ConnectionSettings,
  options: { readonly max: number; readonly onLost: (error: Error) => void },
): OpenPool {
  const open = new Set<Client>();
  class ConfiguredClient extends Client {
    constructor() {
      // What the pool hands over is ignored: so the pool's own options, which get printed, never hold the password.
      super(settings.clientConfig());
      open.add(this);
      this.once('end', () => open.delete(this));
    }
  }
  const pool = new Pool({
    Client: ConfiguredClient,
    max: options.max,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    verify: (client, done) => {
      client.query(sessionSettings, (error: Error | null) => done(error ?? undefined));
    },
  });
  pool.on('error', options.onLost);
  return {
    pool,
    close: async (patienceMs) => {
      await Promise.race([pool.end(), sleep(patienceMs, undefined, { ref: false })]);
      const working = pool.totalCount;
      // With a query under way this closes the socket at once. A server that is gone says no goodbye.
      const ended = Promise.all([...open].map((client) => client.end().catch(() => undefined)));
      await Promise.race([ended, sleep(goodbyeMs, undefined, { ref: false })]);
      return working;
    },
  };
}
