import { connect, createServer, type Socket } from 'node:net';

/** A cable between a client and a server on this machine, which a test can pull. */
export type LoopbackProxy = {
  readonly port: number;
  /** Nothing passes any more, and nobody is told: the far end just falls silent. */
  stall(): void;
  /** Each piece of what passes is held back for so long, in both directions; 0 ends it. */
  delay(milliseconds: number): void;
  /** Hears of the bytes that the server sent so far, whenever some pass: to act in the middle of an answer. */
  onAnswer(listener: ((bytes: number) => void) | null): void;
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
  /** Those of which a piece is being held back: what comes after it waits, also when the cable heals meanwhile. */
  const holding = new Set<Socket>();
  let isStalled = false;
  let delayMs = 0;
  let answered = 0;
  let onAnswer: ((bytes: number) => void) | null = null;

  function resume(socket: Socket): void {
    if (!isStalled && !holding.has(socket)) socket.resume();
  }

  function join(from: Socket, to: Socket, isAnswer: boolean): void {
    sockets.add(from);
    from.on('data', (chunk) => {
      if (isAnswer) {
        answered += chunk.length;
        onAnswer?.(answered);
      }
      if (delayMs > 0) {
        from.pause();
        holding.add(from);
        setTimeout(() => {
          holding.delete(from);
          if (to.write(chunk)) resume(from);
        }, delayMs);
      } else if (!to.write(chunk)) from.pause();
    });
    to.on('drain', () => resume(from));
    from.on('error', () => to.destroy());
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
    if (isStalled) from.pause();
  }

  const server = createServer((client) => {
    const upstream = connect(target);
    join(client, upstream, false);
    join(upstream, client, true);
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
    delay(milliseconds) {
      delayMs = milliseconds;
    },
    onAnswer(listener) {
      answered = 0;
      onAnswer = listener;
    },
    heal() {
      isStalled = false;
      for (const socket of sockets) resume(socket);
    },
    cut: hangUp,
    async mend() {
      isStalled = false;
      if (!server.listening) await listen(port);
    },
    close: hangUp,
  };
}
