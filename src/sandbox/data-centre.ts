import { randomInt } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { ClientConnection, type ConnectionDependencies } from './client-connection.ts';

/** GramJS stores a session's port as a signed 16-bit number, so only ports up to this one survive being saved. */
const highestPort = 32_767;
const lowestPort = 15_000;
const portAttempts = 50;

export type DataCentre = {
  readonly id: number;
  readonly host: string;
  readonly port: number;
  readonly publicKeyPem: string;
  /** Cuts every connection, is away for so long, and listens again on the same port. */
  restart(downMs: number): Promise<void>;
  /** Cuts every connection and stops listening. */
  close(): Promise<void>;
};

type Options = ConnectionDependencies & {
  readonly host: string;
  /** 0 chooses a free one that fits into a session string. */
  readonly port: number;
};

/** Starts one data centre in this process. Rejects when the port cannot be had. */
export async function startDataCentre({ host, port: wanted, ...dependencies }: Options): Promise<DataCentre> {
  const sockets = new Set<Socket>();
  const serve = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    new ClientConnection(socket, dependencies).serve();
  };
  let { server, port } = await listen(serve, host, wanted);
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return {
    id: dependencies.dataCentre,
    host,
    port,
    publicKeyPem: dependencies.identity.publicKeyPem,
    restart: async (downMs) => {
      await close();
      await delay(downMs);
      ({ server, port } = await listen(serve, host, port));
    },
    close,
  };
}

type Listening = { readonly server: Server; readonly port: number };

async function listen(serve: (socket: Socket) => void, host: string, port: number): Promise<Listening> {
  if (port !== 0) return await listenOn(serve, host, port);
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await listenOn(serve, host, randomInt(lowestPort, highestPort + 1));
    } catch (error) {
      const isTaken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
      if (!isTaken || attempt === portAttempts) throw error;
    }
  }
}

function listenOn(serve: (socket: Socket) => void, host: string, port: number): Promise<Listening> {
  return new Promise((resolve, reject) => {
    // Half-open sockets are allowed, because saying that nothing more will come is one of the faults.
    const server = createServer({ allowHalfOpen: true }, serve);
    server.once('error', reject);
    server.listen({ host, port, backlog: 1_024 }, () => {
      server.off('error', reject);
      resolve({ server, port });
    });
  });
}
