import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { OpsdeckError } from '#contract/errors.ts';
import { backendError } from './backend-error.ts';
import type { ConnectionSettings } from './connection-settings.ts';
import { errorChain, errorCode } from './error-chain.ts';

export const oldestServer = 15;

const patienceWithStartMs = 30_000;

/**
 * Connects once and asks the server what it is; one that is still starting is waited for.
 *
 * @returns its version, such as `18.4`.
 * @throws OpsdeckError BACKEND_UNREACHABLE, BACKEND_REFUSED_CREDENTIALS, BACKEND_TOO_OLD.
 */
export async function probeServer(settings: ConnectionSettings): Promise<string> {
  const giveUpAt = Date.now() + patienceWithStartMs;
  for (;;) {
    try {
      return await askVersion(settings);
    } catch (error) {
      const starting = errorChain(error).some((link) => errorCode(link) === '57P03');
      if (!starting || Date.now() > giveUpAt) throw backendError(error, settings.target) ?? error;
      await sleep(250);
    }
  }
}

async function askVersion(settings: ConnectionSettings): Promise<string> {
  return withClient(settings, async (client) => {
    const { rows } = await client.query<{ number: string; name: string }>(
      `select current_setting('server_version_num') as number, current_setting('server_version') as name`,
    );
    const found = rows[0];
    // The name may go on with the packager's: "15.6 (Debian 15.6-1)".
    const version = found?.name.split(' ')[0] ?? 'unknown';
    if (Math.floor(Number(found?.number) / 10_000) >= oldestServer) return version;
    throw new OpsdeckError('BACKEND_TOO_OLD', { found: version, needed: oldestServer });
  });
}

/** One connection for the time of the work, closed after it whatever happens. */
export async function withClient<Result>(
  settings: ConnectionSettings,
  work: (client: Client) => Promise<Result>,
): Promise<Result> {
  const client = new Client(settings.clientConfig());
  // Without a listener an error between two queries would end the process; the next query reports it anyway.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => undefined);
  }
}
