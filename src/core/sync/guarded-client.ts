import { Socket } from 'node:net';
import { Client, type ClientConfig, type QueryResultRow } from 'pg';

/**
 * A connection to Postgres on which every wait has an end: when the server says nothing for too long, the socket is cut and the
 * call throws. `Client.end()` alone would wait for the answer of a server that may never answer.
 */
export class GuardedClient {
  readonly client: Client;
  readonly silenceMs: number;
  readonly #socket: Socket;
  #isClosing = false;

  private constructor(client: Client, socket: Socket, silenceMs: number) {
    this.client = client;
    this.#socket = socket;
    this.silenceMs = silenceMs;
  }

  /** `onBroken` is called once when the connection breaks later, whether or not something is being asked. */
  static async connect(options: {
    readonly config: ClientConfig;
    readonly name: string;
    readonly silenceMs: number;
    readonly onBroken: (error: Error) => void;
  }): Promise<GuardedClient> {
    const socket = new Socket();
    const client = new Client({
      ...options.config,
      application_name: options.name,
      connectionTimeoutMillis: options.silenceMs,
      keepAlive: true,
      stream: () => socket,
    });
    const guarded = new GuardedClient(client, socket, options.silenceMs);
    let isOpen = false;
    let isBroken = false;
    const broke = (error: Error): void => {
      if (!isOpen || isBroken || guarded.#isClosing) return;
      isBroken = true;
      options.onBroken(error);
    };
    client.on('error', broke);
    client.on('end', () => broke(new Error('Connection terminated')));
    try {
      await client.connect();
    } catch (error) {
      guarded.destroy();
      throw error;
    }
    isOpen = true;
    return guarded;
  }

  // Who asks knows what comes back, as with pg itself.
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters
  async query<Row extends QueryResultRow>(
    text: string,
    values: unknown[] = [],
    patienceMs = this.silenceMs,
  ): Promise<{ rows: Row[] }> {
    const guard = this.guard(patienceMs);
    try {
      return await this.client.query<Row>(text, values);
    } finally {
      clearTimeout(guard);
    }
  }

  /** Cuts the connection unless the timer is cleared, or refreshed, in time. */
  guard(patienceMs = this.silenceMs): NodeJS.Timeout {
    return setTimeout(() => this.#socket.destroy(new Error('Query read timeout')), patienceMs);
  }

  /** Cuts the connection at once; what is being asked fails. */
  destroy(): void {
    this.#isClosing = true;
    this.#socket.destroy();
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    const grace = setTimeout(() => this.#socket.destroy(), 1_000);
    await this.client.end().catch(() => undefined);
    clearTimeout(grace);
  }
}
