import { connect, createServer, type Socket } from 'node:net';

/** A cable between a client and a server on this machine, which a test can pull. */
export type LoopbackProxy = {
  readonly port: number;
  /** Nothing passes any more, and nobody is told: the far end just falls silent. */
  stall(): void;
  /** Bytes pass again, those that were held back first. */
  heal(): void;
  /** All connections are reset and no new one is taken: the far end is gone, and says so. */
  cut(): Promise<void>;
  /** New connections are taken again, on the same port. */
  mend(): Promise<void>;
  close(): Promise<void>;
};

export async function startLoopbackProxy(target: {
  readonly host: string;
  readonly port: number;
}): Promise<LoopbackProxy> {
  const sockets = new Set<Socket>();
  let isStalled = false;

  function join(from: Socket, to: Socket): void {
    sockets.add(from);
    from.on('data', (chunk) => {
      if (!to.write(chunk)) from.pause();
    });
    to.on('drain', () => {
      if (!isStalled) from.resume();
    });
    from.on('error', () => to.destroy());
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
    if (isStalled) from.pause();
  }

  const server = createServer((client) => {
    const upstream = connect(target);
    join(client, upstream);
    join(upstream, client);
  });
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  function hangUp(): Promise<void> {
    for (const socket of sockets) socket.resetAndDestroy();
    if (!server.listening) return Promise.resolve();
    return new Promise((resolve) => server.close(() => resolve()));
  }
  await listen(0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  const { port } = address;
  return {
    port,
    stall() {
      isStalled = true;
      for (const socket of sockets) socket.pause();
    },
    heal() {
      isStalled = false;
      for (const socket of sockets) socket.resume();
    },
    cut: hangUp,
    async mend() {
      isStalled = false;
      if (!server.listening) await listen(port);
    },
    close: hangUp,
  };
}
