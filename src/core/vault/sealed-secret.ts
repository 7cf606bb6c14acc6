import { decrypt, deriveKey, encrypt, type SecretKey } from './cipher.ts';

/** Number of a data key within its workspace: 1, 2, 3 … never given twice. */
export type DataKeyId = number;

/** Before data keys were numbered there was one per workspace. It became number 1. */
export const firstDataKeyId: DataKeyId = 1;

const unnumbered = 1;
const numbered = 2;

/** Version byte and key number: what every secret sealed with this key begins with. */
export const headerLength = 5;
const encryptionUse = 'opsdeck encryption v1';

export function sealedHeader(keyId: DataKeyId): Buffer {
  const header = Buffer.alloc(headerLength);
  header.writeUInt8(numbered, 0);
  header.writeUInt32BE(keyId, 1);
  return header;
}

/** `2 | key number | nonce | tag | ciphertext`. The purpose names the row it belongs to: moved elsewhere it does not open. */
export function sealSecret(
  keyId: DataKeyId,
  key: SecretKey,
  secret: string | Buffer,
  purpose: string,
): Buffer {
  const header = sealedHeader(keyId);
  const context = Buffer.concat([header, Buffer.from(purpose)]);
  const plaintext = typeof secret === 'string' ? Buffer.from(secret, 'utf8') : secret;
  return Buffer.concat([header, encrypt(deriveKey(key, encryptionUse), plaintext, context)]);
}

/** The key that the secret was sealed with, or null when these bytes are none of ours. */
export function keyOfSealed(sealed: Buffer): DataKeyId | null {
  if (sealed[0] === unnumbered) return firstDataKeyId;
  if (sealed[0] === numbered && sealed.length >= headerLength) return sealed.readUInt32BE(1);
  return null;
}

/** The secret, or null when the key, the purpose or a single bit is wrong. */
export function openSealed(key: SecretKey, sealed: Buffer, purpose: string): Buffer | null {
  const context = Buffer.from(purpose);
  const encryptionKey = deriveKey(key, encryptionUse);
  return sealed[0] === unnumbered
    ? decrypt(encryptionKey, sealed.subarray(1), context)
    : decrypt(
        encryptionKey,
        sealed.subarray(headerLength),
        Buffer.concat([sealed.subarray(0, headerLength), context]),
      );
}
