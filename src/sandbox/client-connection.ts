import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { sessionFingerprint } from '#core/telegram/session-string.ts';
import type { AccountScript } from './accounts/script.ts';
import type { ConnectionCounts, SocketOwner } from './connection-counts.ts';
import { Handshake } from './handshake/handshake.ts';
import { readPlainMessage, writePlainMessage } from './handshake/plain-message.ts';
import type { ServerIdentity } from './handshake/server-identity.ts';
import type { DataCentreAddress } from './methods/method.ts';
import { dispatch } from './rpc/dispatch.ts';
import { EncryptedSession, type RpcAnswer } from './session/encrypted-session.ts';
import { ServerMessageIds } from './session/message-ids.ts';
import { FaultyOutput } from './transport/faulty-output.ts';
import { FullFrameReader } from './transport/full-framing.ts';
import { encodeTransportError, transportErrors } from './transport/transport-error.ts';
import type { KnownKey } from './world/sandbox-user.ts';
import { drawLatency, type SandboxWorld } from './world/sandbox-world.ts';

export type ConnectionDependencies = {
  readonly identity: ServerIdentity;
  readonly world: SandboxWorld;
  readonly counts: ConnectionCounts;
  readonly dataCentre: number;
  readonly addresses: () => readonly DataCentreAddress[];
  /** Whether a key that is connected twice at once is revoked for good. */
  readonly revokeDuplicates: boolean;
  /** Told why a client was cut off; nothing of what it sent. */
  readonly onBadClient: (error: Error) => void;
};

type Bound = {
  readonly authKeyId: bigint;
  readonly key: KnownKey;
  readonly session: EncryptedSession;
  readonly owner: SocketOwner;
};

/** Serves one socket from its first byte to its last. Whatever the client sends, only its own socket suffers. */
export class ClientConnection {
  readonly #socket: Socket;
  readonly #dependencies: ConnectionDependencies;
  readonly #reader = new FullFrameReader();
  readonly #output: FaultyOutput;
  readonly #plainMessageIds = new ServerMessageIds();
  readonly #handshake: Handshake;
  readonly #closed = new AbortController();
  #bound: Bound | null = null;
  #receivedBytes = 0;
  /** Handshake steps take turns: each depends on the one before. */
  #work: Promise<void> = Promise.resolve();

  constructor(socket: Socket, dependencies: ConnectionDependencies) {
    this.#socket = socket;
    this.#output = new FaultyOutput(socket);
    this.#dependencies = dependencies;
    this.#handshake = new Handshake(
      dependencies.identity,
      (authKey) => void dependencies.world.addKey(dependencies.dataCentre, authKey),
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
      this.#bound?.key.connections.delete(this);
      counts.socketClosed(this.#bound?.owner ?? null);
    });
  }

  /** Tells the client of something it has not asked for. */
  push(update: Buffer): void {
    this.#bound?.session.push(update);
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
    const script = this.#script();
    if (bound === null || script?.kind === 'forgotten') {
      this.#send(encodeTransportError(transportErrors.authKeyNotFound));
      return;
    }
    if (script?.kind === 'reset' && this.#receivedBytes >= script.afterBytes) {
      this.#socket.resetAndDestroy();
      return;
    }
    if (script?.kind === 'half-closed') {
      this.#socket.end();
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
    const { world, dataCentre, counts, revokeDuplicates } = this.#dependencies;
    const key = world.key(dataCentre, authKeyId);
    if (key === undefined) return null;
    const session = new EncryptedSession({
      authKey: key.authKey,
      send: (payload) => this.#send(payload),
      answer: (request) => this.#answer(key, request),
      refusesEverySalt: () => this.#script()?.kind === 'wrong-salt',
      fail: (error) => this.#refuse(error),
    });
    const owner: SocketOwner = {
      userId: key.user?.account.userId ?? null,
      keyFingerprint: sessionFingerprint(key.authKey).toString('hex'),
    };
    this.#bound = { authKeyId, key, session, owner };
    key.connections.add(this);
    if (revokeDuplicates && key.connections.size > 1) key.isDuplicated = true;
    counts.keyUsed(owner);
    return this.#bound;
  }

  /** How the account at the other end behaves, be it signed in or about to be. */
  #script(): AccountScript | undefined {
    const key = this.#bound?.key;
    return (key?.user ?? key?.candidate)?.account.script;
  }

  async #answer(key: KnownKey, request: unknown): Promise<RpcAnswer> {
    const latency = key.user === null ? 0 : drawLatency(key.user.account.latency);
    if (latency > 0) await delay(latency, undefined, { signal: this.#closed.signal });
    const { world, dataCentre, addresses } = this.#dependencies;
    return dispatch(request, { world, key, dataCentre, addresses });
  }

  #send(payload: Buffer): void {
    this.#output.send(payload, this.#script());
  }

  #refuse(error: unknown): void {
    if (this.#closed.signal.aborted) return;
    this.#dependencies.onBadClient(error instanceof Error ? error : new Error(String(error)));
    this.#socket.destroy();
  }
}
