import { createHash } from 'node:crypto';
import { returnBigInt } from 'telegram/Helpers.js';
import { MessageContainer } from 'telegram/tl/core/MessageContainer.js';
import { Api } from 'telegram/tl/index.js';
import { readContents, type ClientObject } from './contents.ts';
import { authKeyIdentifier, decryptFromClient, encryptToClient } from './encryption.ts';
import { ServerMessageIds } from './message-ids.ts';
import { encodeRpcError, encodeRpcResult } from './rpc-result.ts';
import { answerService } from './service.ts';

export type RpcAnswer =
  | { readonly kind: 'result'; readonly body: Buffer }
  | { readonly kind: 'error'; readonly code: number; readonly message: string }
  /** The request is taken and never answered. */
  | { readonly kind: 'silence' };

type Outgoing = {
  readonly kind: 'answer' | 'notice';
  readonly contentRelated: boolean;
  readonly body: Buffer;
};

/** What the server tells a client that uses another salt than the one the server gave it. */
const wrongSalt = 48;

type Options = {
  readonly authKey: Buffer;
  /** Sends an encrypted payload. */
  readonly send: (payload: Buffer) => void;
  /** Answers one RPC request; `null` stands for one that cannot be read. */
  readonly answer: (request: unknown) => Promise<RpcAnswer>;
  /** Whether to call every salt wrong, the right one too. */
  readonly refusesEverySalt: () => boolean;
  /** Told of a fault while answering, which happens after `receive` has returned. */
  readonly fail: (error: unknown) => void;
};

/** One client session under one auth key on one socket: salts, message IDs, acknowledgements, containers. */
export class EncryptedSession {
  readonly #options: Options;
  readonly #authKeyId: bigint;
  readonly #salt: bigint;
  readonly #messageIds = new ServerMessageIds();
  #sessionId: bigint | null = null;
  #contentMessages = 0;

  constructor(options: Options) {
    this.#options = options;
    this.#authKeyId = authKeyIdentifier(options.authKey);
    this.#salt = createHash('sha256').update('salt').update(options.authKey).digest().readBigInt64LE(0);
  }

  /** Takes one encrypted payload. Throws `EnvelopeError` when it is none under this key. */
  receive(payload: Buffer): void {
    const message = decryptFromClient(this.#options.authKey, payload);
    const isNew = this.#sessionId !== message.sessionId;
    if (message.salt !== this.#salt || this.#options.refusesEverySalt()) {
      this.#send(message.sessionId, [this.#badSalt(message.messageId, message.sequence)]);
      return;
    }
    const objects = readContents(message.messageId, message.sequence, message.body);
    const outgoing: Outgoing[] = [];
    if (isNew) {
      this.#sessionId = message.sessionId;
      this.#contentMessages = 0;
      outgoing.push(this.#newSession(message.messageId, message.sessionId));
    }
    const requests: ClientObject[] = [];
    for (const object of objects) {
      const service = answerService(object, this.#salt);
      if (service === undefined) requests.push(object);
      else if (service !== null) outgoing.push(service);
    }
    if (outgoing.length > 0) this.#send(message.sessionId, outgoing);
    for (const request of requests) this.#answer(message.sessionId, request).catch(this.#options.fail);
  }

  /** Tells the client of something it has not asked for, unless it has not said anything yet. */
  push(update: Buffer): void {
    if (this.#sessionId === null) return;
    this.#send(this.#sessionId, [{ kind: 'notice', contentRelated: true, body: update }]);
  }

  async #answer(sessionId: bigint, { messageId, object }: ClientObject): Promise<void> {
    const answer = await this.#options.answer(object);
    if (answer.kind === 'silence') return;
    const body =
      answer.kind === 'result'
        ? encodeRpcResult(messageId, answer.body)
        : encodeRpcError(messageId, answer.code, answer.message);
    this.#send(sessionId, [{ kind: 'answer', contentRelated: true, body }]);
  }

  #badSalt(messageId: bigint, sequence: number): Outgoing {
    const body = new Api.BadServerSalt({
      badMsgId: returnBigInt(messageId),
      badMsgSeqno: sequence,
      errorCode: wrongSalt,
      newServerSalt: returnBigInt(this.#salt),
    }).getBytes();
    return { kind: 'notice', contentRelated: false, body };
  }

  #newSession(firstMessageId: bigint, sessionId: bigint): Outgoing {
    const body = new Api.NewSessionCreated({
      firstMsgId: returnBigInt(firstMessageId),
      uniqueId: returnBigInt(sessionId),
      serverSalt: returnBigInt(this.#salt),
    }).getBytes();
    return { kind: 'notice', contentRelated: true, body };
  }

  #send(sessionId: bigint, outgoing: readonly Outgoing[]): void {
    const parts = outgoing.map((part) => ({
      body: part.body,
      messageId: this.#messageIds.next(part.kind),
      sequence: this.#nextSequence(part.contentRelated),
    }));
    const [only] = parts;
    const message =
      parts.length === 1 && only !== undefined
        ? only
        : {
            body: encodeContainer(parts),
            messageId: this.#messageIds.next('notice'),
            sequence: this.#nextSequence(false),
          };
    const { authKey, send } = this.#options;
    send(encryptToClient(authKey, this.#authKeyId, { salt: this.#salt, sessionId, ...message }));
  }

  #nextSequence(contentRelated: boolean): number {
    const sequence = this.#contentMessages * 2 + (contentRelated ? 1 : 0);
    if (contentRelated) this.#contentMessages += 1;
    return sequence;
  }
}

type Part = { readonly messageId: bigint; readonly sequence: number; readonly body: Buffer };

function encodeContainer(parts: readonly Part[]): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32LE(MessageContainer.CONSTRUCTOR_ID, 0);
  head.writeInt32LE(parts.length, 4);
  const encoded = parts.map(({ messageId, sequence, body }) => {
    const partHead = Buffer.alloc(16);
    partHead.writeBigInt64LE(messageId, 0);
    partHead.writeInt32LE(sequence, 8);
    partHead.writeInt32LE(body.length, 12);
    return Buffer.concat([partHead, body]);
  });
  return Buffer.concat([head, ...encoded]);
}
