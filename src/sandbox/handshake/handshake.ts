import { createHash, randomBytes } from 'node:crypto';
import { AuthKey } from 'telegram/crypto/AuthKey.js';
import { IGE } from 'telegram/crypto/IGE.js';
import { BinaryReader } from 'telegram/extensions/BinaryReader.js';
import { bufferXor, generateKeyDataFromNonce, readBigIntFromBuffer, returnBigInt } from 'telegram/Helpers.js';
import { Api } from 'telegram/tl/index.js';
import { dhGenerator, dhPrime, startKeyExchange, type KeyExchange } from './diffie-hellman.ts';
import type { ServerIdentity } from './server-identity.ts';

/** The product of two primes that Telegram's own documentation uses as its example; every client factors it fast. */
const proofOfWork = Buffer.from('17ed48941a08f981', 'hex');

type Nonce = Api.ResPQ['nonce'];

type Progress =
  | { readonly step: 'begin' }
  | { readonly step: 'offered'; readonly nonce: Nonce; readonly serverNonce: Nonce }
  | {
      readonly step: 'exchanging';
      readonly nonce: Nonce;
      readonly serverNonce: Nonce;
      readonly newNonce: Nonce;
      readonly cipher: IGE;
      readonly exchange: KeyExchange;
    };

/** The client broke the rules of the handshake; the socket is closed. */
export class HandshakeError extends Error {
  override readonly name = 'HandshakeError';
}

/** Agrees with one client on a new auth key. `answer` takes the bare TL request of each step. */
export class Handshake {
  readonly #identity: ServerIdentity;
  readonly #keyAgreed: (authKey: Buffer) => void;
  #progress: Progress = { step: 'begin' };

  constructor(identity: ServerIdentity, keyAgreed: (authKey: Buffer) => void) {
    this.#identity = identity;
    this.#keyAgreed = keyAgreed;
  }

  async answer(body: Buffer): Promise<Buffer> {
    const request = readHandshakeRequest(body);
    if (request instanceof Api.ReqPqMulti || request instanceof Api.ReqPq) return this.#offer(request.nonce);
    if (request instanceof Api.ReqDHParams) return await this.#exchange(request);
    return await this.#agree(request);
  }

  #offer(nonce: Nonce): Buffer {
    const serverNonce = readBigIntFromBuffer(randomBytes(16), true, true);
    this.#progress = { step: 'offered', nonce, serverNonce };
    return new Api.ResPQ({
      nonce,
      serverNonce,
      pq: proofOfWork,
      serverPublicKeyFingerprints: [returnBigInt(this.#identity.fingerprint)],
    }).getBytes();
  }

  async #exchange(request: Api.ReqDHParams): Promise<Buffer> {
    if (this.#progress.step !== 'offered') throw new HandshakeError('key exchange before an offer');
    const { nonce, serverNonce } = this.#progress;
    const inner = readPaddedInnerData(this.#identity.decrypt(request.encryptedData));
    if (inner.nonce.neq(nonce) || inner.serverNonce.neq(serverNonce))
      throw new HandshakeError('foreign nonce');

    const { key, iv } = await generateKeyDataFromNonce(serverNonce, inner.newNonce);
    const cipher = new IGE(key, iv);
    const exchange = startKeyExchange();
    this.#progress = { step: 'exchanging', nonce, serverNonce, newNonce: inner.newNonce, cipher, exchange };
    const answer = new Api.ServerDHInnerData({
      nonce,
      serverNonce,
      g: dhGenerator,
      dhPrime,
      gA: exchange.publicValue,
      serverTime: Math.floor(Date.now() / 1000),
    }).getBytes();
    return new Api.ServerDHParamsOk({
      nonce,
      serverNonce,
      encryptedAnswer: cipher.encryptIge(Buffer.concat([sha1(answer), answer])),
    }).getBytes();
  }

  async #agree(request: Api.SetClientDHParams): Promise<Buffer> {
    if (this.#progress.step !== 'exchanging') throw new HandshakeError('agreement before the exchange');
    const { nonce, serverNonce, newNonce, exchange } = this.#progress;
    // GramJS's cipher keeps its chaining state, and each direction starts afresh.
    const { key, iv } = await generateKeyDataFromNonce(serverNonce, newNonce);
    if (request.encryptedData.length % 16 !== 0) throw new HandshakeError('not whole cipher blocks');
    const plain = new IGE(key, iv).decryptIge(request.encryptedData);
    const inner: unknown = new BinaryReader(plain.subarray(20)).tgReadObject();
    if (!(inner instanceof Api.ClientDHInnerData))
      throw new HandshakeError('not the client’s half of the exchange');
    if (!sha1(inner.getBytes()).equals(plain.subarray(0, 20))) throw new HandshakeError('wrong hash');

    const secret = exchange.secretFor(inner.gB);
    const authKey = new AuthKey();
    await authKey.setKey(secret);
    this.#keyAgreed(secret);
    this.#progress = { step: 'begin' };
    const newNonceHash1 = await authKey.calcNewNonceHash(newNonce, 1);
    return new Api.DhGenOk({ nonce, serverNonce, newNonceHash1 }).getBytes();
  }
}

type HandshakeRequest = Api.ReqPq | Api.ReqPqMulti | Api.ReqDHParams | Api.SetClientDHParams;

const handshakeConstructors: ReadonlySet<number> = new Set(
  [Api.ReqPq, Api.ReqPqMulti, Api.ReqDHParams, Api.SetClientDHParams].map(
    (request) => request.CONSTRUCTOR_ID,
  ),
);

/** Only the four requests are parsed: before there is a key, anybody may send anything. */
function readHandshakeRequest(body: Buffer): HandshakeRequest {
  if (body.length < 4 || !handshakeConstructors.has(body.readUInt32LE(0)))
    throw new HandshakeError('no handshake');
  const request: unknown = new BinaryReader(body).tgReadObject();
  if (
    request instanceof Api.ReqPq ||
    request instanceof Api.ReqPqMulti ||
    request instanceof Api.ReqDHParams ||
    request instanceof Api.SetClientDHParams
  ) {
    return request;
  }
  throw new HandshakeError('no handshake');
}

/** Undoes RSA_PAD: the temporary key is hidden by the hash of what it encrypts, and the data is reversed. */
function readPaddedInnerData(padded: Buffer): Api.PQInnerData | Api.PQInnerDataDc {
  const encrypted = padded.subarray(32);
  const temporaryKey = bufferXor(padded.subarray(0, 32), sha256(encrypted));
  const plain = new IGE(temporaryKey, Buffer.alloc(32)).decryptIge(encrypted);
  const data = Buffer.from(plain.subarray(0, 192).toReversed());
  if (!sha256(Buffer.concat([temporaryKey, data])).equals(plain.subarray(192, 224))) {
    throw new HandshakeError('wrong hash of the inner data');
  }
  const inner: unknown = new BinaryReader(data).tgReadObject();
  if (inner instanceof Api.PQInnerData || inner instanceof Api.PQInnerDataDc) return inner;
  throw new HandshakeError('unknown inner data');
}

function sha1(data: Buffer): Buffer {
  return createHash('sha1').update(data).digest();
}

function sha256(data: Buffer): Buffer {
  return createHash('sha256').update(data).digest();
}
