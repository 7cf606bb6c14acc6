import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import { inventKey, type SecretKey, secretKey } from '../cipher.ts';
import { keyUnusable } from '../vault-errors.ts';
import type { KeySource } from './key-source.ts';

/** The root key in a file of its own, readable by this user only. */
export function keyFileSource(file: string, notice: string | null = null): KeySource {
  return {
    kind: 'key-file',
    place: file,
    notice,
    async read(derivation) {
      const root = derivation === null ? readKeyFile(file) : null;
      return root === null ? [] : [root];
    },
    async establish() {
      return { root: readKeyFile(file) ?? createKeyFile(file), derivation: null };
    },
    async keep() {},
  };
}

/**
 * Reads a root key from its file (64 hexadecimal digits), or null when there is none.
 *
 * @throws OpsdeckError VAULT_KEY_UNUSABLE when the file is there but is not a key.
 */
export function readKeyFile(file: string): SecretKey | null {
  const bytes = readIfThere(file);
  return bytes === null ? null : parseKey(bytes.toString('utf8'), file);
}

/** @throws OpsdeckError VAULT_KEY_UNUSABLE, without a word of the text. */
export function parseKey(text: string, place: string): SecretKey {
  const digits = text.trim();
  if (!/^[0-9a-f]{64}$/i.test(digits)) throw keyUnusable(place, 'it does not hold 64 hexadecimal digits');
  return secretKey(Buffer.from(digits, 'hex'));
}

/** Makes a new key and has it on the disk before it is used. Never overwrites a file. */
export function createKeyFile(file: string): SecretKey {
  const key = inventKey();
  writeNewFile(file, Buffer.from(formatKey(key)));
  return key;
}

export function formatKey(key: SecretKey): string {
  return `${key.toString('hex')}\n`;
}

/** @throws OpsdeckError VAULT_KEY_UNUSABLE when there is a file that cannot be read. */
export function readIfThere(file: string): Buffer | null {
  try {
    return readFileSync(file);
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    throw keyUnusable(file, cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

/** Puts the file in place whole, or not at all, also when the machine goes down meanwhile. */
export function replaceFile(file: string, bytes: Buffer): void {
  const draft = path.join(path.dirname(file), `.${path.basename(file)}-${process.pid}-${Date.now()}`);
  writeNewFile(draft, bytes);
  renameSync(draft, file);
}

function writeNewFile(file: string, bytes: Buffer): void {
  try {
    const descriptor = openSync(file, 'wx', 0o600);
    try {
      writeSync(descriptor, bytes);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch (cause) {
    throw keyUnusable(file, cause instanceof Error ? cause.message : String(cause), { cause });
  }
}
