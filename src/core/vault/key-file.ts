import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { OpsdeckError } from '#contract/errors.ts';
import { type WorkspaceKey, workspaceKey, workspaceKeyBytes } from './cipher.ts';

/**
 * Reads the workspace key from its file (64 hexadecimal digits), or null when there is none.
 *
 * @throws OpsdeckError VAULT_KEY_UNUSABLE when the file is there but is not a key.
 */
export function readKeyFile(path: string): WorkspaceKey | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8').trim();
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null;
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new OpsdeckError('VAULT_KEY_UNUSABLE', { path, problem }, { cause });
  }
  if (!/^[0-9a-f]{64}$/i.test(text)) {
    throw new OpsdeckError('VAULT_KEY_UNUSABLE', { path, problem: 'it does not hold 64 hexadecimal digits' });
  }
  return workspaceKey(Buffer.from(text, 'hex'));
}

/** Makes a new key and has it on the disk, readable by this user only, before it is used. Never overwrites a file. */
export function createKeyFile(path: string): WorkspaceKey {
  const key = workspaceKey(randomBytes(workspaceKeyBytes));
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, `${key.toString('hex')}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return key;
}
