import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { applyWSSHandler } from '@trpc/server/adapters/ws';
import { WebSocketServer } from 'ws';
import { logFailure } from '#core/rpc/log-failure.ts';
import type { ApiOptions } from './api-route.ts';

const mostSockets = 64;
const heartbeat = { enabled: true, pingMs: 20_000, pongWaitMs: 10_000 };
const goingAway = 1001;

/** The WebSocket end of the contract: it carries the streams. */
export type LiveRoute = {
  readonly full: () => boolean;
  /** Takes over a socket whose request has passed the guards and is signed in. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Says goodbye to every page; their streams end. */
  goodbye(): void;
  /** Cuts what has not left by now. */
  terminate(): void;
};

export function createLiveRoute({ router, caller, logger, maxBodyBytes }: ApiOptions): LiveRoute {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: maxBodyBytes,
    perMessageDeflate: false,
    // One message per turn of the event loop: tRPC forgets a stop that arrives in the same turn as its start.
    allowSynchronousEvents: false,
  });
  applyWSSHandler({
    wss: sockets,
    router,
    createContext: () => ({ caller }),
    keepAlive: heartbeat,
    onError({ path, error }) {
      if (isProtocolError(error.cause))
        logger.info({ err: error.cause }, 'a page broke the WebSocket protocol');
      else logFailure(logger, { path, error });
    },
  });
  return {
    full: () => sockets.clients.size >= mostSockets,
    accept(request, socket, head) {
      sockets.handleUpgrade(request, socket, head, (client) => {
        sockets.emit('connection', client, request);
      });
    },
    goodbye() {
      for (const client of sockets.clients) client.close(goingAway);
    },
    terminate() {
      for (const client of sockets.clients) client.terminate();
    },
  };
}

/** What `ws` reports of a peer that sends too much or garbage; it has closed the connection already. */
function isProtocolError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('WS_ERR_');
}
