import { TelegramClient } from 'telegram';
import { Logger, LogLevel } from 'telegram/extensions/Logger.js';
import { ConnectionTCPFull } from 'telegram/network/index.js';
import { StringSession } from 'telegram/sessions/index.js';
import type { TelegramServer } from '#core/telegram/driver.ts';

type Options = {
  readonly sessions: readonly string[];
  readonly server: Extract<TelegramServer, { kind: 'test-server' }>;
  readonly concurrency: number;
};

/**
 * What anybody would write who checks accounts with GramJS alone: connect, getMe, disconnect, so many at a time.
 * Gives the milliseconds it took; rejects when an account does not answer.
 */
export async function runBareGramjsLoop({ sessions, server, concurrency }: Options): Promise<{ ms: number }> {
  const queue = [...sessions];
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      for (let session = queue.pop(); session !== undefined; session = queue.pop())
        await getMe(session, server);
    }),
  );
  return { ms: performance.now() - startedAt };
}

async function getMe(session: string, server: Options['server']): Promise<void> {
  const client = new TelegramClient(new StringSession(session), server.apiId, server.apiHash, {
    connection: connectionTo(server),
    connectionRetries: 1,
    baseLogger: new Logger(LogLevel.NONE),
  });
  await client.connect();
  await client.getMe();
  await client.destroy();
}

/** GramJS takes the address from the session and the port from nowhere, so the connection has to know them. */
function connectionTo(server: Options['server']): typeof ConnectionTCPFull {
  return class extends ConnectionTCPFull {
    constructor(parameters: ConstructorParameters<typeof ConnectionTCPFull>[0]) {
      super({ ...parameters, ip: server.host, port: server.port });
    }
  };
}
