import { createHash } from 'node:crypto';
import { TelegramClient } from 'telegram';
import { AuthKey } from 'telegram/crypto/AuthKey.js';
import { ConnectionTCPFull, MTProtoSender, UpdateConnectionState } from 'telegram/network/index.js';
import { MTProtoPlainSender } from 'telegram/network/MTProtoPlainSender.js';
import { StringSession } from 'telegram/sessions/index.js';
import { LAYER } from 'telegram/tl/AllTLObjects.js';
import { Api } from 'telegram/tl/index.js';
import { dataCentreAddress } from '../data-centres.ts';
import type { TelegramServer } from '../driver.ts';
import { ClosableSocket } from './closable-socket.ts';
import { agreeOnKey } from './handshake/agree-on-key.ts';
import type { QuietLogger } from './quiet-logger.ts';

/** The connection ended before the answer came. `code` says why. */
export class ConnectionLost extends Error {
  override readonly name = 'ConnectionLost';
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** One connection to Telegram. It lives for one operation; it never reconnects, retries or waits. */
export type TelegramConnection = {
  /** Rejects with GramJS's RPC error, or with `ConnectionLost`. */
  invoke(request: Api.AnyRequest): Promise<unknown>;
  /** The key it talks under, once it is agreed on. Rejects with `ConnectionLost`. */
  authKey(): Promise<Buffer>;
  /** Rejects with `ConnectionLost` when the connection ends, whoever ended it; never resolves. */
  readonly lost: Promise<never>;
  /** Resolves when the socket is closed, which takes no answer from the far end. May be called at any time. */
  close(): Promise<void>;
};

export type ConnectionTarget = {
  readonly dataCentre: number;
  /** Null has a new key agreed on first. */
  readonly authKey: Buffer | null;
  /** Told of what Telegram says unasked. */
  readonly onUpdate?: (update: unknown) => void;
};

export type TelegramDependencies = { readonly server: TelegramServer; readonly logger: QuietLogger };

/** How we present ourselves to Telegram; fixed, so that a session always looks like the same client. */
const clientDescription = {
  deviceModel: 'Opsdeck',
  systemVersion: '1.0',
  appVersion: '1.0',
  langCode: 'en',
  langPack: '',
  systemLangCode: 'en',
};

/** Says −404 where the transport does: the data centre does not know the key. */
const keyNotFound = 'AUTH_KEY_NOT_FOUND';
/** Ours for a server that goes on calling salts wrong that it has just given. */
const saltsNeverRight = 'BAD_SERVER_SALT';
/** The first message of a connection has no salt yet; one change of salts may come in the middle. */
const mostWrongSalts = 4;
/** Ours for a new key that could not be agreed on. */
export const handshakeFailed = 'HANDSHAKE_FAILED';

/**
 * GramJS's client is left out on purpose: it starts a ping loop that outlives its disconnect, sleeps on flood waits,
 * retries by itself, and asks for a configuration that a short operation does not need. Its sender is all of MTProto.
 */
export function openConnection(
  { server, logger }: TelegramDependencies,
  { dataCentre, authKey, onUpdate }: ConnectionTarget,
): TelegramConnection {
  const { host, port } = dataCentreAddress(server, dataCentre);
  const connection = new ConnectionTCPFull({
    ip: host,
    port,
    dcId: dataCentre,
    loggers: logger,
    socket: ClosableSocket,
    testServers: false,
  });
  const socket = connection.socket;
  if (!(socket instanceof ClosableSocket)) throw new Error('GramJS made another socket than it was told to');

  let reason: string | null = null;
  const lost = socket.over.then((code) => {
    throw new ConnectionLost(reason ?? code);
  });
  // Whoever invokes hears of it; before and after that nobody needs to.
  lost.catch(() => undefined);
  const abandon = (because: string): void => {
    // What happened to the socket first is the reason; the rest follows from it.
    reason ??= socket.failure ?? because;
    void socket.close();
  };

  const agreeOnNewKey = async (): Promise<Buffer> => {
    await connection.connect();
    return await agreeOnKey(new MTProtoPlainSender(connection, logger));
  };
  let currentSender: SingleUseSender | null = null;
  const establish = async (): Promise<SingleUseSender> => {
    const sender = new SingleUseSender(authKeyOf(authKey ?? (await agreeOnNewKey())), {
      logger,
      dcId: dataCentre,
      retries: 1,
      reconnectRetries: 0,
      delay: 0,
      autoReconnect: false,
      isMainSender: true,
      securityChecks: true,
      connectTimeout: null,
      authKeyCallback: null,
      senderCallback: null,
      client: senderClient(logger),
      _exportedSenderPromises: new Map(),
      updateCallback: (_client: unknown, update: unknown) => {
        if (!(update instanceof UpdateConnectionState)) onUpdate?.(update);
        else if (update.state === UpdateConnectionState.broken) abandon(keyNotFound);
      },
    });
    sender.abandon = abandon;
    currentSender = sender;
    if (!(await sender.connect(connection, false))) abandon('CONNECTION_FAILED');
    return sender;
  };
  // The handshake's failure ends the connection, and whoever waits hears of that: `lost` says why.
  const ready = establish().catch(async (error: unknown) => {
    if (!socket.isOver) logger.unexpected('the connection was not made', error);
    abandon(handshakeFailed);
    return await lost;
  });
  ready.catch(() => undefined);
  let isIntroduced = false;

  return {
    lost,
    authKey: async () => {
      const sender = await Promise.race([ready, lost]);
      const key = sender.authKey.getKey();
      if (key === undefined) throw new ConnectionLost(handshakeFailed);
      return key;
    },
    invoke: async (request) => {
      const sender = await Promise.race([ready, lost]);
      const wrapped = isIntroduced ? request : introduce(server, request);
      isIntroduced = true;
      const answer = Promise.resolve(sender.send(wrapped));
      return await Promise.race([answer, lost]);
    },
    close: async () => {
      // Tells GramJS's loops to end; the socket below is closed whatever comes of this.
      if (currentSender !== null) currentSender.userDisconnected = true;
      const ended = currentSender === null ? connection.disconnect() : currentSender._disconnect();
      ended.catch((error: unknown) => logger.warn(`disconnect: ${String(error)}`));
      await socket.close();
    },
  };
}

/** A sender that gives up where GramJS's would reconnect or repeat itself for ever; its options to do so are ignored. */
class SingleUseSender extends MTProtoSender {
  abandon: (because: string) => void = () => undefined;
  #wrongSalts = 0;

  override reconnect(): void {
    this.abandon('CONNECTION_CLOSED');
  }

  override async _handleBadServerSalt(
    message: Parameters<MTProtoSender['_handleBadServerSalt']>[0],
  ): Promise<void> {
    this.#wrongSalts += 1;
    if (this.#wrongSalts > mostWrongSalts) this.abandon(saltsNeverRight);
    else await super._handleBadServerSalt(message);
  }
}

/** The first request of a connection carries the layer and who is asking, so no request is spent on that alone. */
function introduce(server: TelegramServer, query: Api.AnyRequest): Api.InvokeWithLayer {
  return new Api.InvokeWithLayer({
    layer: LAYER,
    query: new Api.InitConnection({ apiId: server.apiId, ...clientDescription, query }),
  });
}

function authKeyOf(key: Buffer): AuthKey {
  return new AuthKey(key, createHash('sha1').update(key).digest());
}

const clients = new WeakMap<QuietLogger, TelegramClient>();

/** A sender wants a client to report errors to. One that is never connected serves them all. */
function senderClient(logger: QuietLogger): TelegramClient {
  const known = clients.get(logger);
  if (known !== undefined) return known;
  const client = new TelegramClient(new StringSession(''), 1, 'none', { baseLogger: logger });
  client.onError = async (error) => logger.warn(error.message);
  clients.set(logger, client);
  return client;
}
