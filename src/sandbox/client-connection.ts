import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { drawLatency, type AccountRegistry, type KnownKey } from './accounts/account-registry.ts';
import type { ConnectionCounts } from './connection-counts.ts';
import { Handshake } from './handshake/handshake.ts';
import { readPlainMessage, writePlainMessage } from './handshake/plain-message.ts';
import type { ServerIdentity } from './handshake/server-identity.ts';
import { dispatch } from './rpc/dispatch.ts';
import { EncryptedSession, type RpcAnswer } from './session/encrypted-session.ts';
import { ServerMessageIds } from './session/message-ids.ts';
import { FullFrameReader, FullFrameWriter } from './transport/full-framing.ts';
import { encodeTransportError, transportErrors } from './transport/transport-error.ts';

export type ConnectionDependencies = {
  readonly identity: ServerIdentity;
  readonly registry: AccountRegistry;
  readonly counts: ConnectionCounts;
  readonly address: () => { readonly host: string; readonly port: number };
  /** Told why a client was cut off; nothing of what it sent. */
  readonly onBadClient: (error: Error) => void;
};

type Bound = { readonly authKeyId: bigint; readonly key: KnownKey; readonly session: EncryptedSession };

/** Serves one socket from its first byte to its last. Whatever the client sends, only its own socket suffers. */
export class ClientConnection {
  readonly #socket: Socket;
  readonly #dependencies: ConnectionDependencies;
  readonly #reader = new FullFrameReader();
  readonly #writer = new FullFrameWriter();
  readonly #plainMessageIds = new ServerMessageIds();
  readonly #handshake: Handshake;
  readonly #closed = new AbortController();
  #bound: Bound | null = null;
  #receivedBytes = 0;
  /** Handshake steps take turns: each depends on the one before. */
  #work: Promise<void> = Promise.resolve();

  constructor(socket: Socket, dependencies: ConnectionDependencies) {
    this.#socket = socket;
    this.#dependencies = dependencies;
    this.#handshake = new Handshake(dependencies.identity, (authKey) =>
      dependencies.registry.addKey(authKey),
    );
  }

  /** Call once, before the socket's first byte. */
  serve(): void {
    const socket = this.#socket;
    const { counts } = this.#dependencies;
    counts.socketOpened();
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#receive(chunk));
    // A client that goes away in its own manner is no event; 'close' follows.
    socket.on('error', () => undefined);
    // Closed at once, so that the counts are exact: a client that has gone is not counted beside the one that follows.
    socket.on('end', () => socket.destroy());
    socket.on('close', () => {
      this.#closed.abort();
      counts.socketClosed(this.#bound?.key.account?.userId ?? null);
    });
  }

  #receive(chunk: Buffer): void {
    this.#receivedBytes += chunk.length;
    try {
      for (const payload of this.#reader.read(chunk)) this.#take(payload);
    } catch (error) {
      this.#refuse(error);
    }
  }

  #take(payload: Buffer): void {
    const body = readPlainMessage(payload);
    if (body === null) {
      this.#takeEncrypted(payload);
      return;
    }
    this.#work = this.#work
      .then(async () =>
        this.#send(
          writePlainMessage(this.#plainMessageIds.next('answer'), await this.#handshake.answer(body)),
        ),
      )
      .catch((error: unknown) => this.#refuse(error));
  }

  #takeEncrypted(payload: Buffer): void {
    if (payload.length < 24) throw new Error('neither a plain nor an encrypted message');
    const bound = this.#bind(payload.readBigInt64LE(0));
    const script = bound?.key.account?.script;
    if (bound === null || script?.kind === 'forgotten') {
      this.#send(encodeTransportError(transportErrors.authKeyNotFound));
      return;
    }
    if (script?.kind === 'reset' && this.#receivedBytes >= script.afterBytes) {
      this.#socket.resetAndDestroy();
      return;
    }
    bound.session.receive(payload);
  }

  /** A socket belongs to the first key it shows. Null when the data centre does not know the key. */
  #bind(authKeyId: bigint): Bound | null {
    if (this.#bound !== null) {
      if (this.#bound.authKeyId !== authKeyId) throw new Error('a second key on the same socket');
      return this.#bound;
    }
    const key = this.#dependencies.registry.key(authKeyId);
    if (key === undefined) return null;
    const session = new EncryptedSession({
      authKey: key.authKey,
      send: (payload) => this.#send(payload),
      answer: (request) => this.#answer(key, request),
      fail: (error) => this.#refuse(error),
    });
    this.#bound = { authKeyId, key, session };
    if (key.account !== null) this.#dependencies.counts.keyUsed(key.account.userId);
    return this.#bound;
  }

  async #answer(key: KnownKey, request: unknown): Promise<RpcAnswer> {
    const latency = key.account === null ? 0 : drawLatency(key.account.latency);
    if (latency > 0) await delay(latency, undefined, { signal: this.#closed.signal });
    return dispatch(request, { account: key.account, address: this.#dependencies.address() });
  }

  #send(payload: Buffer): void {
    if (this.#socket.writable) this.#socket.write(this.#writer.frame(payload));
  }

  #refuse(error: unknown): void {
    if (this.#closed.signal.aborted) return;
    this.#dependencies.onBadClient(error instanceof Error ? error : new Error(String(error)));
    this.#socket.destroy();
  }
}
