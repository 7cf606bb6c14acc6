import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { OpsdeckError } from '#contract/errors.ts';

const keyBytes = 32;

/**
 * The key that signs the cookies of this data folder, from `<dataDir>/cookie.key`, readable by its owner alone. It is
 * made when it is missing or damaged; a new key only means that every browser signs in once more.
 * @throws OpsdeckError DATA_DIR_NOT_WRITABLE
 */
export function loadCookieKey(dataDir: string): Buffer {
  const file = path.join(dataDir, 'cookie.key');
  try {
    const stored = readKey(file);
    if (stored !== null) {
      chmodSync(file, 0o600);
      return stored;
    }
    const key = randomBytes(keyBytes);
    const draft = `${file}.${process.pid}.new`;
    writeFileSync(draft, `${key.toString('base64')}\n`, { mode: 0o600 });
    renameSync(draft, file);
    return key;
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new OpsdeckError('DATA_DIR_NOT_WRITABLE', { path: dataDir, problem }, { cause });
  }
}

function readKey(file: string): Buffer | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  const key = Buffer.from(text.trim(), 'base64');
  return key.length === keyBytes ? key : null;
}
