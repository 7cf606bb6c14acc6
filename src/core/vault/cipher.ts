import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** 256 secret bits. Never in a log, an error or the database, unless wrapped with another key. */
export type SecretKey = Buffer & { readonly brand: unique symbol };

export const secretKeyBytes = 32;

/** @throws Error when the bytes are not 32: whoever reads a key from outside checks that first. */
export function secretKey(bytes: Buffer): SecretKey {
  if (!isSecretKey(bytes)) throw new Error(`a key has ${secretKeyBytes} bytes`);
  return bytes;
}

export function inventKey(): SecretKey {
  return secretKey(randomBytes(secretKeyBytes));
}

function isSecretKey(bytes: Buffer): bytes is SecretKey {
  return bytes.length === secretKeyBytes;
}

const nonceLength = 12;
const tagLength = 16;

/** AES-256-GCM: nonce | tag | ciphertext. The context is authenticated with it and has to be given again to read it. */
export function encrypt(key: SecretKey, plaintext: Buffer, context: Buffer): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(context);
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** The plaintext, or null when the key, the context or a single bit is wrong. */
export function decrypt(key: SecretKey, sealed: Buffer, context: Buffer): Buffer | null {
  if (sealed.length < nonceLength + tagLength) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceLength), {
    authTagLength: tagLength,
  });
  decipher.setAAD(context);
  decipher.setAuthTag(sealed.subarray(nonceLength, nonceLength + tagLength));
  const start = decipher.update(sealed.subarray(nonceLength + tagLength));
  try {
    return Buffer.concat([start, decipher.final()]);
  } catch {
    // The only thing `final` throws about is a tag that does not match.
    return null;
  }
}

/** A digest that recognises the same secret again and cannot be computed without the key. */
export function keyedDigest(key: SecretKey, secret: Buffer): Buffer {
  return createHmac('sha256', key).update(secret).digest();
}

const derived = new WeakMap<SecretKey, Map<string, SecretKey>>();

/** The key's own key for one use (HKDF-SHA-256): knowing one of them says nothing of the others or of the key itself. */
export function deriveKey(key: SecretKey, use: string): SecretKey {
  const keys = derived.get(key) ?? new Map<string, SecretKey>();
  derived.set(key, keys);
  const known = keys.get(use);
  if (known !== undefined) return known;
  const fresh = secretKey(Buffer.from(hkdfSync('sha256', key, '', use, secretKeyBytes)));
  keys.set(use, fresh);
  return fresh;
}
