import type { Api } from 'telegram/tl/index.js';
import { firstDataCentre, dataCentreAddress } from '../../data-centres.ts';
import type { Deadline } from '../../deadline.ts';
import type { SessionString } from '../../driver.ts';
import { decodeSession, encodeSession } from '../../session-string.ts';
import {
  ConnectionLost,
  handshakeFailed,
  openConnection,
  type TelegramConnection,
  type TelegramDependencies,
} from '../connection.ts';
import { telegramErrorName } from '../error-name.ts';

/** Every account is one move away from where it is looked for; more than this is a loop. */
const mostMigrations = 3;
/** A handshake that was spoilt on its way has cost nothing: no key, no code. It is made once more. */
const mostHandshakes = 2;
/** Stored with the key because the form of a session has it; nobody follows it. */
const anyPort = 443;

const migrationPattern = /^(?:PHONE|USER|NETWORK)_MIGRATE_(\d)$/;

/**
 * The connection that a sign-in goes over: to the data centre and under the key that it has, or wherever Telegram sends
 * it, each time under a new key. One connection at a time; the one before is closed first.
 */
export class SignInLink {
  readonly #dependencies: TelegramDependencies;
  readonly #deadline: Pick<Deadline, 'race'>;
  readonly #onUpdate: (update: unknown) => void;
  #dataCentre: number;
  #authKey: Buffer | null;
  #connection: TelegramConnection | null = null;

  constructor(
    dependencies: TelegramDependencies,
    options: {
      readonly key: SessionString | null;
      readonly deadline: Pick<Deadline, 'race'>;
      readonly onUpdate?: (update: unknown) => void;
    },
  ) {
    this.#dependencies = dependencies;
    this.#deadline = options.deadline;
    this.#onUpdate = options.onUpdate ?? (() => undefined);
    const known = options.key === null ? null : decodeSession(options.key);
    this.#dataCentre = known?.dataCentre ?? firstDataCentre(dependencies.server);
    this.#authKey = known?.authKey ?? null;
  }

  get dataCentre(): number {
    return this.#dataCentre;
  }

  /** The key in the form of a session; null while there is none. */
  get key(): SessionString | null {
    if (this.#authKey === null) return null;
    return encodeSession({
      dataCentre: this.#dataCentre,
      address: dataCentreAddress(this.#dependencies.server, this.#dataCentre).host,
      port: anyPort,
      authKey: this.#authKey,
    });
  }

  /** Follows Telegram to another data centre where it must. Rejects with what GramJS, the network or the deadline says. */
  async invoke(request: Api.AnyRequest): Promise<unknown> {
    for (let migration = 0; ; migration += 1) {
      const connection = await this.connect();
      try {
        return await this.#deadline.race(connection.invoke(request));
      } catch (error) {
        const target = migrationPattern.exec(telegramErrorName(error) ?? '')?.[1];
        if (target === undefined || migration === mostMigrations) throw error;
        await this.moveTo(Number(target));
      }
    }
  }

  /** Goes on at another data centre, under a new key. */
  async moveTo(dataCentre: number): Promise<void> {
    await this.close();
    this.#dataCentre = dataCentre;
    this.#authKey = null;
  }

  /** The connection there is, or a new one. */
  async connect(): Promise<TelegramConnection> {
    if (this.#connection !== null) return this.#connection;
    for (let attempt = 1; ; attempt += 1) {
      const connection = openConnection(this.#dependencies, {
        dataCentre: this.#dataCentre,
        authKey: this.#authKey,
        onUpdate: this.#onUpdate,
      });
      this.#connection = connection;
      try {
        this.#authKey ??= await this.#deadline.race(connection.authKey());
        return connection;
      } catch (error) {
        await this.close();
        const isHandshake = error instanceof ConnectionLost && error.code === handshakeFailed;
        if (!isHandshake || attempt === mostHandshakes) throw error;
      }
    }
  }

  /** Resolves when nothing is connected. It can be used again. */
  async close(): Promise<void> {
    const connection = this.#connection;
    this.#connection = null;
    await connection?.close();
  }
}
