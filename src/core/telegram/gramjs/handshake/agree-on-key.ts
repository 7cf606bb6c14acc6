import { createHash, randomBytes } from 'node:crypto';
import { IGE } from 'telegram/crypto/IGE.js';
import { _serverKeys } from 'telegram/crypto/RSA.js';
import { BinaryReader } from 'telegram/extensions/BinaryReader.js';
import {
  bufferXor,
  generateKeyDataFromNonce,
  readBigIntFromBuffer,
  toSignedLittleBuffer,
} from 'telegram/Helpers.js';
import { Api } from 'telegram/tl/index.js';
import { bytesOf, numberOf, powerModulo } from '../../modular-arithmetic.ts';
import { exchangeKeys, requireSafeGroup } from './exchange-keys.ts';
import { factorise } from './factorise.ts';
import { HandshakeFailed } from './handshake-failed.ts';

/** Sends one unencrypted request and gives its answer, as GramJS's `MTProtoPlainSender` does. */
export type PlainSender = { send(request: Api.AnyRequest): Promise<unknown> };

type Nonce = Api.ResPQ['nonce'];
type Nonces = { readonly nonce: Nonce; readonly serverNonce: Nonce };
const zero: Nonce = readBigIntFromBuffer(Buffer.alloc(8));
type SafeParameters = { readonly newNonce: Buffer; readonly inner: Api.ServerDHInnerData };

/**
 * Agrees on a new auth key: https://core.telegram.org/mtproto/auth_key, with all of the checks it asks for. GramJS's own
 * drops the key's leading zeros, so that one handshake in 256 fails, and leaves most of the checks out. 40–80 ms of this
 * thread. Rejects with `HandshakeFailed`, or with what the sender says.
 */
export async function agreeOnKey(sender: PlainSender, exchange = exchangeKeys): Promise<Buffer> {
  const nonce = randomNonce();
  const offer = await sender.send(new Api.ReqPqMulti({ nonce }));
  if (!(offer instanceof Api.ResPQ) || offer.nonce.neq(nonce)) throw new HandshakeFailed('no offer');
  const nonces = { nonce, serverNonce: offer.serverNonce };
  const { newNonce, inner } = await askForParameters(sender, offer, nonces);

  const { publicValue, authKey } = exchange({
    prime: inner.dhPrime,
    generator: inner.g,
    publicValue: inner.gA,
  });
  const ourHalf = new Api.ClientDHInnerData({ ...nonces, retryId: zero, gB: publicValue }).getBytes();
  const cipher = await cipherOf(nonces.serverNonce, newNonce);
  const encryptedData = cipher.encryptIge(Buffer.concat([sha1(ourHalf), ourHalf]));
  const answer = await sender.send(new Api.SetClientDHParams({ ...nonces, encryptedData }));
  // Telegram may also ask for another key, when it has one that looks the same: a handshake from the start is one.
  if (!(answer instanceof Api.DhGenOk)) throw new HandshakeFailed('the server refuses the key');
  requireNonces(answer, nonces);
  if (!toSignedLittleBuffer(answer.newNonceHash1, 16).equals(newNonceHash(newNonce, authKey)))
    throw new HandshakeFailed('the server has another key');
  return authKey;
}

/** Shows the proof of work and gets the group and the server's half, which only the owner of the server's key can send. */
async function askForParameters(
  sender: PlainSender,
  { pq, serverPublicKeyFingerprints }: Api.ResPQ,
  nonces: Nonces,
): Promise<SafeParameters> {
  const publicKeyFingerprint = serverPublicKeyFingerprints.find((each) => _serverKeys.has(each.toString()));
  const serverKey = _serverKeys.get(String(publicKeyFingerprint));
  if (publicKeyFingerprint === undefined || serverKey === undefined)
    throw new HandshakeFailed('the server has none of the keys that are trusted');
  const factors = factorise(numberOf(pq));
  const [p, q] = [shortest(factors.p), shortest(factors.q)];
  const newNonce = randomBytes(32);
  const secret = new Api.PQInnerData({
    ...nonces,
    pq,
    p,
    q,
    newNonce: readBigIntFromBuffer(newNonce, true, true),
  }).getBytes();
  const modulus = BigInt(serverKey.n.toString());
  const encryptedData = encryptForServer(secret, modulus, BigInt(serverKey.e));
  const answer = await sender.send(
    new Api.ReqDHParams({ ...nonces, p, q, publicKeyFingerprint, encryptedData }),
  );
  if (!(answer instanceof Api.ServerDHParamsOk)) throw new HandshakeFailed('no parameters');
  requireNonces(answer, nonces);
  const { encryptedAnswer } = answer;
  if (encryptedAnswer.length < 32 || encryptedAnswer.length % 16 !== 0)
    throw new HandshakeFailed('the parameters are not whole cipher blocks');
  const plain = (await cipherOf(nonces.serverNonce, newNonce)).decryptIge(encryptedAnswer);
  const inner = readObject(plain.subarray(20));
  if (!(inner instanceof Api.ServerDHInnerData)) throw new HandshakeFailed('the parameters are none');
  if (!sha1(inner.getBytes()).equals(plain.subarray(0, 20)))
    throw new HandshakeFailed('the parameters have another hash');
  requireNonces(inner, nonces);
  await requireSafeGroup({ prime: inner.dhPrime, generator: inner.g });
  return { newNonce, inner };
}

/** GramJS says what it could not read with all the bytes in its message: it stays here. */
function readObject(bytes: Buffer): unknown {
  try {
    return new BinaryReader(bytes).tgReadObject();
  } catch {
    throw new HandshakeFailed('the parameters cannot be read');
  }
}

/** RSA_PAD: the temporary key is hidden by the hash of what it encrypts, and drawn anew while the number is too large. */
function encryptForServer(secret: Buffer, modulus: bigint, exponent: bigint): Buffer {
  const data = Buffer.concat([secret, randomBytes(192 - secret.length)]);
  for (;;) {
    const temporaryKey = randomBytes(32);
    const hash = sha256(Buffer.concat([temporaryKey, data]));
    const encrypted = new IGE(temporaryKey, Buffer.alloc(32)).encryptIge(
      Buffer.concat([Buffer.from(data.toReversed()), hash]),
    );
    const padded = numberOf(Buffer.concat([bufferXor(temporaryKey, sha256(encrypted)), encrypted]));
    if (padded < modulus) return bytesOf(powerModulo(padded, exponent, modulus), 256);
  }
}

/** GramJS's cipher keeps its chaining state, and each direction starts afresh. */
async function cipherOf(serverNonce: Nonce, newNonce: Buffer): Promise<IGE> {
  const { key, iv } = await generateKeyDataFromNonce(serverNonce, readBigIntFromBuffer(newNonce, true, true));
  return new IGE(key, iv);
}

function requireNonces(answer: Nonces, { nonce, serverNonce }: Nonces): void {
  if (answer.nonce.neq(nonce) || answer.serverNonce.neq(serverNonce))
    throw new HandshakeFailed('foreign nonces');
}

/** The last of the hashes that the server sends; it shows that both ends have the same key. */
function newNonceHash(newNonce: Buffer, authKey: Buffer): Buffer {
  const auxiliaryHash = sha1(authKey).subarray(0, 8);
  return sha1(Buffer.concat([newNonce, Buffer.from([1]), auxiliaryHash])).subarray(4);
}

function randomNonce(): Nonce {
  return readBigIntFromBuffer(randomBytes(16), true, true);
}

function shortest(value: bigint): Buffer {
  return bytesOf(value, Math.ceil(value.toString(16).length / 2));
}

function sha1(data: Buffer): Buffer {
  return createHash('sha1').update(data).digest();
}

function sha256(data: Buffer): Buffer {
  return createHash('sha256').update(data).digest();
}
