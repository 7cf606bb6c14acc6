import { Socket } from 'node:net';
import { Client, type ClientConfig } from 'pg';

/** How often a silent connection is asked whether it is still there. */
const heartbeatMs = 20_000;
const patienceMs = 10_000;

/** Hears at once of every commit that changed something. A connection to the primary: a standby announces nothing. */
export class ChangeListener {
  readonly client: Client;
  readonly #heartbeat: NodeJS.Timeout;

  private constructor(client: Client, socket: Socket) {
    this.client = client;
    this.#heartbeat = setInterval(() => {
      const guard = setTimeout(() => socket.destroy(), patienceMs);
      client
        .query('select 1')
        .catch(() => undefined)
        .finally(() => clearTimeout(guard));
    }, heartbeatMs);
  }

  static async connect(
    config: ClientConfig,
    onChange: () => void,
    onBroken: () => void,
  ): Promise<ChangeListener> {
    const socket = new Socket();
    const client = new Client({
      ...config,
      application_name: 'opsdeck sync listener',
      stream: () => socket,
    });
    client.on('notification', onChange);
    client.on('error', onBroken);
    client.on('end', onBroken);
    await client.connect();
    await client.query('listen opsdeck_changes');
    return new ChangeListener(client, socket);
  }

  close(): void {
    clearInterval(this.#heartbeat);
    this.client.removeAllListeners('error').on('error', () => undefined);
    this.client.removeAllListeners('end');
    this.client.end().catch(() => undefined);
  }
}
