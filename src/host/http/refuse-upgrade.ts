import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { RefusalText } from './refusal.ts';

/** Answers a WebSocket request that is not let in, and ends its connection. */
export function refuseUpgrade(socket: Duplex, { status, contentType, body }: RefusalText): void {
  // The peer may be gone already; that is no concern of ours any more.
  socket.on('error', () => socket.destroy());
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Refused'}`,
      `Content-Type: ${contentType}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Cache-Control: no-store',
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
    () => socket.destroy(),
  );
}
