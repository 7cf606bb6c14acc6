import pg from 'pg';
import type { ConnectionSettings } from './connection-settings.ts';

/**
 * Set on each connection by a statement and not as start-up parameters, which connection poolers refuse.
 * `idle_in_transaction`: an open writing transaction holds back vacuum and every cache's sync window.
 */
const sessionSettings = `
  set time zone 'UTC';
  set statement_timeout = '60s';
  set idle_in_transaction_session_timeout = '60s';
`;

/**
 * The pool of connections of this process. Connections are made when needed and replaced when they break; the settings
 * are asked again for each, so a server that moved is found. `onLost` hears of idle connections that broke.
 */
export function openPool(
  settings: ConnectionSettings,
  options: { readonly max: number; readonly onLost: (error: Error) => void },
): pg.Pool {
  class ConfiguredClient extends pg.Client {
    constructor() {
      // What the pool hands over is ignored: so the pool's own options, which get printed, never hold the password.
      super(settings.clientConfig());
    }
  }
  const pool = new pg.Pool({
    Client: ConfiguredClient,
    max: options.max,
    idleTimeoutMillis: 30_000,
    connectionTimeoutMillis: 10_000,
    onConnect: async (client) => {
      await client.query(sessionSettings);
    },
  });
  pool.on('error', options.onLost);
  return pool;
}
