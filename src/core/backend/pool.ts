import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Pool, type PoolClient } from 'pg';
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

type Acquired = (
  error: Error | undefined,
  client: PoolClient | undefined,
  done: (release?: unknown) => void,
) => void;

export type OpenPool = {
  readonly pool: Pool;
  /** Closes the sockets of all connections: what waits on one fails now, and not when the network gives up on it. */
  readonly cut: () => void;
  /**
   * Takes no more work and ends the connections as they become idle; those still at work after that time are cut.
   * Returns how many were.
   */
  readonly close: (patienceMs: number) => Promise<number>;
};

/**
 * The pool of connections of this process. Connections are made when needed and replaced when they break; the settings
 * are asked again for each, so a server that moved is found. `onLost` hears of idle connections that broke. While `refusal`
 * has a reason, nobody gets a connection: a database that is known to be away is not waited for.
 */
export function openPool(
  settings: ConnectionSettings,
  options: {
    readonly max: number;
    readonly onLost: (error: Error) => void;
    readonly refusal: () => Error | null;
  },
): OpenPool {
  const open = new Set<Client>();
  const sockets = new Set<Socket>();
  function openSocket(): Socket {
    const socket = new Socket();
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    return socket;
  }
  class ConfiguredClient extends Client {
    constructor() {
      // What the pool hands over is ignored: so the pool's own options, which get printed, never hold the password.
      super({ ...settings.clientConfig(), stream: openSocket });
      open.add(this);
      // One that breaks between two queries of a transaction would end the process: the next query reports it anyway.
      this.on('error', () => undefined);
      this.once('end', () => open.delete(this));
    }
  }
  class GuardedPool extends Pool {
    override connect(): Promise<PoolClient>;
    override connect(callback: Acquired): void;
    override connect(callback?: Acquired): Promise<PoolClient> | void {
      const refused = this.ending ? null : options.refusal();
      if (callback === undefined) return refused === null ? super.connect() : Promise.reject(refused);
      if (refused === null) super.connect(callback);
      else callback(refused, undefined, () => undefined);
    }
  }
  const pool = new GuardedPool({
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
    cut: () => {
      for (const socket of sockets) socket.destroy();
    },
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
