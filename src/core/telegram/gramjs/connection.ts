import { createHash } from 'node:crypto';
import { TelegramClient } from 'telegram';
import { AuthKey } from 'telegram/crypto/AuthKey.js';
import { ConnectionTCPFull, MTProtoSender, UpdateConnectionState } from 'telegram/network/index.js';
import { StringSession } from 'telegram/sessions/index.js';
import { LAYER } from 'telegram/tl/AllTLObjects.js';
import { Api } from 'telegram/tl/index.js';
import { dataCentreAddress } from '../data-centres.ts';
import type { TelegramServer } from '../driver.ts';
import type { DecodedSession } from '../session-string.ts';
import { ClosableSocket } from './closable-socket.ts';
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

/** One signed-in connection to Telegram. It lives for one operation; it never reconnects, retries or waits. */
export type TelegramConnection = {
  /** Rejects with GramJS's RPC error, or with `ConnectionLost`. */
  invoke(request: Api.AnyRequest): Promise<unknown>;
  /** Resolves when the socket is closed, which takes no answer from the far end. May be called at any time. */
  close(): Promise<void>;
};

type Dependencies = { readonly server: TelegramServer; readonly logger: QuietLogger };

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

/**
 * GramJS's client is left out on purpose: it starts a ping loop that outlives its disconnect, sleeps on flood waits,
 * retries by itself, and asks for a configuration that a short operation does not need. Its sender is all of MTProto.
 */
export function openConnection(
  { server, logger }: Dependencies,
  session: DecodedSession,
): TelegramConnection {
  const { host, port } = dataCentreAddress(server, session.dataCentre);
  const connection = new ConnectionTCPFull({
    ip: host,
    port,
    dcId: session.dataCentre,
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
    reason ??= because;
    void socket.close();
  };

  const sender = new SingleUseSender(authKeyOf(session), {
    logger,
    dcId: session.dataCentre,
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
      const isBroken =
        update instanceof UpdateConnectionState && update.state === UpdateConnectionState.broken;
      if (isBroken) abandon(keyNotFound);
    },
  });
  sender.onUnusable = () => abandon('CONNECTION_CLOSED');
  const connected = sender.connect(connection, false);
  connected.catch(() => undefined);
  let isIntroduced = false;

  return {
    invoke: async (request) => {
      const isConnected = await Promise.race([connected, lost]);
      if (!isConnected) abandon('CONNECTION_FAILED');
      const wrapped = isIntroduced ? request : introduce(server, request);
      isIntroduced = true;
      const answer = Promise.resolve(sender.send(wrapped));
      return await Promise.race([answer, lost]);
    },
    close: async () => {
      sender.userDisconnected = true;
      // Tells GramJS's loops to end; the socket below is closed whatever comes of this.
      sender._disconnect().catch((error: unknown) => logger.warn(`disconnect: ${String(error)}`));
      await socket.close();
    },
  };
}

/** A sender that gives up where GramJS's would reconnect for ever; its option to do so is ignored by GramJS. */
class SingleUseSender extends MTProtoSender {
  onUnusable: () => void = () => undefined;

  override reconnect(): void {
    this.onUnusable();
  }
}

/** The first request of a connection carries the layer and who is asking, so no request is spent on that alone. */
function introduce(server: TelegramServer, query: Api.AnyRequest): Api.InvokeWithLayer {
  return new Api.InvokeWithLayer({
    layer: LAYER,
    query: new Api.InitConnection({ apiId: server.apiId, ...clientDescription, query }),
  });
}

function authKeyOf(session: DecodedSession): AuthKey {
  return new AuthKey(session.authKey, createHash('sha1').update(session.authKey).digest());
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
