import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { startEmbeddedServer } from '../../../src/core/backend/embedded/embedded-server.ts';
import { silentLogger } from '../../../src/core/logging/logger.ts';
import { type LoopbackProxy, startLoopbackProxy } from '../../setup/loopback-proxy.ts';

/** A team's Postgres server, and a cable to it that a test can pull. */
export type TeamDatabase = {
  /** Through the cable. */
  readonly url: string;
  readonly cable: LoopbackProxy;
  /** Asks the server directly, cable or not. */
  query(text: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
};

export async function startTeamDatabase(): Promise<TeamDatabase> {
  const folder = mkdtempSync(path.join(tmpdir(), 'opsdeck-e2e-server-'));
  // As root: Postgres runs as another user, who has to get through.
  chmodSync(folder, 0o711);
  const server = await startEmbeddedServer(folder, silentLogger());
  const { host, port, user, password, database } = server.connection();
  const cable = await startLoopbackProxy({ host, port });
  return {
    url: `postgres://${user}:${password}@127.0.0.1:${cable.port}/${database}`,
    cable,
    async query(text, values = []) {
      const client = new Client({ host, port, user, password, database });
      await client.connect();
      try {
        const { rows } = await client.query<Record<string, unknown>>(text, [...values]);
        return rows;
      } finally {
        await client.end();
      }
    },
    async stop() {
      await cable.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
