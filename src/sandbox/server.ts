import { randomInt } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import { AccountRegistry } from './accounts/account-registry.ts';
import type { SandboxAccount } from './accounts/account.ts';
import { ClientConnection } from './client-connection.ts';
import { ConnectionCounts, type SandboxCounts } from './connection-counts.ts';
import type { ServerIdentity } from './handshake/server-identity.ts';

/** GramJS stores a session's port as a signed 16-bit number, so only ports up to this one survive being saved. */
const highestPort = 32_767;
const lowestPort = 15_000;
const portAttempts = 50;

export type SandboxServer = {
  readonly host: string;
  readonly port: number;
  readonly registry: AccountRegistry;
  counts(): SandboxCounts;
  /** Cuts every connection and stops listening. */
  close(): Promise<void>;
};

type Options = {
  readonly identity: ServerIdentity;
  readonly accounts: readonly SandboxAccount[];
  readonly host: string;
  /** 0 chooses a free one that fits into a session string. */
  readonly port: number;
  readonly onBadClient: (error: Error) => void;
};

/** Starts the data centre in this process. Rejects when the port cannot be had. */
export async function startServer(options: Options): Promise<SandboxServer> {
  const registry = new AccountRegistry(options.accounts);
  const counts = new ConnectionCounts();
  const sockets = new Set<Socket>();
  let port = options.port;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    const { identity, host, onBadClient } = options;
    const connection = new ClientConnection(socket, {
      identity,
      registry,
      counts,
      onBadClient,
      address: () => ({ host, port }),
    });
    connection.serve();
  });
  port = await listen(server, options.host, options.port);
  return {
    host: options.host,
    port,
    registry,
    counts: () => counts.snapshot(),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function listen(server: Server, host: string, port: number): Promise<number> {
  if (port !== 0) return await listenOn(server, host, port);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await listenOn(server, host, randomInt(lowestPort, highestPort + 1));
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!isTaken || attempt === portAttempts) throw error;
    }
  }
}

function listenOn(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port, backlog: 1_024 }, () => {
      server.off('error', reject);
      resolve(port);
    });
  });
}
