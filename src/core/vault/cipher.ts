import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** 256 random bits from which every key of a workspace is derived. It exists in memory and in its key file only. */
export type WorkspaceKey = Buffer & { readonly brand: unique symbol };

export const workspaceKeyBytes = 32;

/** @throws Error when the bytes are not 32: whoever reads a key from outside checks that first. */
export function workspaceKey(bytes: Buffer): WorkspaceKey {
  if (!isWorkspaceKey(bytes)) throw new Error(`a workspace key has ${workspaceKeyBytes} bytes`);
  return bytes;
}

function isWorkspaceKey(bytes: Buffer): bytes is WorkspaceKey {
  return bytes.length === workspaceKeyBytes;
}

const formatVersion = 1;
const nonceLength = 12;
const tagLength = 16;
const headerLength = 1 + nonceLength + tagLength;

/**
 * AES-256-GCM. The result is version | nonce | tag | ciphertext. `purpose` names the row it belongs to and is
 * authenticated with it: a ciphertext moved to another row does not decrypt.
 */
export function encrypt(key: WorkspaceKey, plaintext: string, purpose: string): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', derive(key, 'encryption'), nonce);
  cipher.setAAD(Buffer.from(purpose));
  const body = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.of(formatVersion), nonce, cipher.getAuthTag(), body]);
}

/** The plaintext, or null when the key, the purpose or a single bit is wrong. */
export function decrypt(key: WorkspaceKey, sealed: Buffer, purpose: string): string | null {
  if (sealed.length < headerLength || sealed[0] !== formatVersion) return null;
  const nonce = sealed.subarray(1, 1 + nonceLength);
  const decipher = createDecipheriv('aes-256-gcm', derive(key, 'encryption'), nonce, {
    authTagLength: tagLength,
  });
  decipher.setAAD(Buffer.from(purpose));
  decipher.setAuthTag(sealed.subarray(1 + nonceLength, headerLength));
  const start = decipher.update(sealed.subarray(headerLength));
  try {
    return Buffer.concat([start, decipher.final()]).toString('utf8');
  } catch {
    // The only thing `final` throws about is a tag that does not match.
    return null;
  }
}

/** A digest that recognises the same secret again but cannot be computed without the key (no dictionary of phone keys). */
export function fingerprint(key: WorkspaceKey, secret: Buffer): Buffer {
  return createHmac('sha256', derive(key, 'fingerprint')).update(secret).digest();
}

const derived = new WeakMap<WorkspaceKey, Map<string, Buffer>>();

function derive(key: WorkspaceKey, use: 'encryption' | 'fingerprint'): Buffer {
  const keys = derived.get(key) ?? new Map<string, Buffer>();
  derived.set(key, keys);
  const known = keys.get(use);
  if (known !== undefined) return known;
  const fresh = Buffer.from(hkdfSync('sha256', key, '', `opsdeck ${use} v1`, 32));
  keys.set(use, fresh);
  return fresh;
}
