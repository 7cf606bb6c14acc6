import { createHash, randomBytes } from 'node:crypto';
import { IGE } from 'telegram/crypto/IGE.js';

/** MTProto 2.0 envelopes: https://core.telegram.org/mtproto/description. */
export type EncryptedMessage = {
  readonly salt: bigint;
  readonly sessionId: bigint;
  readonly messageId: bigint;
  readonly sequence: number;
  readonly body: Buffer;
};

/** The bytes are not a message under this key. */
export class EnvelopeError extends Error {
  override readonly name = 'EnvelopeError';
}

/** Where in the auth key the message keys come from: it differs by direction. */
type Direction = 0 | 8;
const fromClient: Direction = 0;
const fromServer: Direction = 8;

const outerHeadBytes = 24;
const innerHeadBytes = 32;
const leastPadding = 12;
const mostPadding = 1024;

/** The number by which a message names its key: the lower 64 bits of the key's SHA-1. */
export function authKeyIdentifier(authKey: Buffer): bigint {
  return createHash('sha1').update(authKey).digest().readBigInt64LE(12);
}

export function decryptFromClient(authKey: Buffer, payload: Buffer): EncryptedMessage {
  const encrypted = payload.subarray(outerHeadBytes);
  if (encrypted.length < innerHeadBytes + leastPadding || encrypted.length % 16 !== 0) {
    throw new EnvelopeError('impossible length');
  }
  const messageKey = payload.subarray(8, outerHeadBytes);
  const plain = cipher(authKey, messageKey, fromClient).decryptIge(encrypted);
  if (!messageKeyOf(authKey, plain, fromClient).equals(messageKey))
    throw new EnvelopeError('wrong message key');
  const length = plain.readInt32LE(28);
  const padding = plain.length - innerHeadBytes - length;
  if (length < 4 || length % 4 !== 0 || padding < leastPadding || padding > mostPadding) {
    throw new EnvelopeError('impossible inner length');
  }
  return {
    salt: plain.readBigInt64LE(0),
    sessionId: plain.readBigInt64LE(8),
    messageId: plain.readBigInt64LE(16),
    sequence: plain.readInt32LE(24),
    body: plain.subarray(innerHeadBytes, innerHeadBytes + length),
  };
}

export function encryptToClient(authKey: Buffer, authKeyId: bigint, message: EncryptedMessage): Buffer {
  const unpadded = innerHeadBytes + message.body.length;
  const plain = Buffer.alloc(Math.ceil((unpadded + leastPadding) / 16) * 16);
  plain.writeBigInt64LE(message.salt, 0);
  plain.writeBigInt64LE(message.sessionId, 8);
  plain.writeBigInt64LE(message.messageId, 16);
  plain.writeInt32LE(message.sequence, 24);
  plain.writeInt32LE(message.body.length, 28);
  message.body.copy(plain, innerHeadBytes);
  randomBytes(plain.length - unpadded).copy(plain, unpadded);
  const messageKey = messageKeyOf(authKey, plain, fromServer);
  const head = Buffer.alloc(8);
  head.writeBigInt64LE(authKeyId, 0);
  return Buffer.concat([head, messageKey, cipher(authKey, messageKey, fromServer).encryptIge(plain)]);
}

function messageKeyOf(authKey: Buffer, plain: Buffer, direction: Direction): Buffer {
  return sha256(authKey.subarray(88 + direction, 120 + direction), plain).subarray(8, 24);
}

function cipher(authKey: Buffer, messageKey: Buffer, direction: Direction): IGE {
  const a = sha256(messageKey, authKey.subarray(direction, direction + 36));
  const b = sha256(authKey.subarray(direction + 40, direction + 76), messageKey);
  const key = Buffer.concat([a.subarray(0, 8), b.subarray(8, 24), a.subarray(24, 32)]);
  const iv = Buffer.concat([b.subarray(0, 8), a.subarray(8, 24), b.subarray(24, 32)]);
  return new IGE(key, iv);
}

function sha256(first: Buffer, second: Buffer): Buffer {
  return createHash('sha256').update(first).update(second).digest();
}
