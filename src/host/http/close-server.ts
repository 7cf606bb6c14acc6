import type { Server } from 'node:http';
import type { LiveRoute } from './live-route.ts';

const graceMs = 1_000;

/** Takes no new connection, ends the streams, lets running requests finish for a second, and cuts what is left. */
export async function closeServer(server: Server, live: LiveRoute): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  live.goodbye();
  server.closeIdleConnections();
  const cut = setTimeout(() => {
    live.terminate();
    server.closeAllConnections();
  }, graceMs);
  await closed;
  clearTimeout(cut);
}
