import { existsSync, rmSync } from 'node:fs';
import { inventKey, type SecretKey } from '../cipher.ts';
import { keyUnusable } from '../vault-errors.ts';
import { formatKey, keyFileSource, parseKey, readIfThere, readKeyFile, replaceFile } from './key-file.ts';
import type { KeySource } from './key-source.ts';
import type { OsKeychain } from './os-keychain.ts';

/**
 * The root key in a file that only the operating system's keychain opens. A plain key file beside it (from before, or
 * restored from a backup) still works, and is replaced by the protected one once its key has opened the workspace.
 * Without a keychain it is the plain key file, and says so.
 */
export function keychainSource(plainFile: string, keychain: OsKeychain): KeySource {
  const file = protectedFile(plainFile);
  if (!keychain.available) {
    const notice = `The operating system offers no keychain (${keychain.reason}), so the key of the stored sessions lies in a plain file. Whoever can read that file and the database can read the sessions.`;
    const plain = keyFileSource(plainFile, notice);
    return {
      ...plain,
      async read(derivation) {
        const roots = await plain.read(derivation);
        if (roots.length > 0 || derivation !== null || !existsSync(file)) return roots;
        throw keyUnusable(file, `the operating system’s keychain has to open it, but ${keychain.reason}`);
      },
      async establish() {
        if (existsSync(file) && readKeyFile(plainFile) === null) {
          throw keyUnusable(file, `the operating system’s keychain has to open it, but ${keychain.reason}`);
        }
        return plain.establish();
      },
    };
  }

  async function readProtected(): Promise<{ root: SecretKey; stale: boolean } | null> {
    const bytes = readIfThere(file);
    if (bytes === null || !keychain.available) return null;
    let revealed: { readonly text: string; readonly stale: boolean };
    try {
      revealed = await keychain.reveal(bytes);
    } catch {
      // What the keychain says of the failure may hold what it was given.
      throw keyUnusable(file, 'the operating system’s keychain does not open it for this user');
    }
    return { root: parseKey(revealed.text, file), stale: revealed.stale };
  }

  /** Protects the key and reads it back before anything relies on it. */
  async function protect(root: SecretKey): Promise<void> {
    if (!keychain.available) return;
    replaceFile(file, await keychain.protect(formatKey(root)));
    if ((await readProtected())?.root.equals(root) !== true) {
      throw keyUnusable(file, 'the operating system’s keychain gave back something else than it was given');
    }
  }

  return {
    kind: 'os-keychain',
    place: file,
    notice: null,
    async read(derivation) {
      if (derivation !== null) return [];
      const plain = readKeyFile(plainFile);
      try {
        const kept = (await readProtected())?.root ?? null;
        return [kept, plain].filter((root) => root !== null);
      } catch (error) {
        // A restored plain file is the way out when the keychain was lost.
        if (plain === null) throw error;
        return [plain];
      }
    },
    async establish() {
      const root = (await readProtected())?.root ?? readKeyFile(plainFile) ?? inventKey();
      await protect(root);
      return { root, derivation: null };
    },
    async keep(root) {
      if (!(await isWellKept(root))) await protect(root);
      if (readKeyFile(plainFile)?.equals(root) === true) rmSync(plainFile);
    },
  };

  async function isWellKept(root: SecretKey): Promise<boolean> {
    try {
      const kept = await readProtected();
      return kept !== null && !kept.stale && kept.root.equals(root);
    } catch {
      // What the keychain does not open any more is replaced: the root has just opened the workspace.
      return false;
    }
  }
}

/** `workspace.key` → `workspace.key.protected`. */
export function protectedFile(plainFile: string): string {
  return `${plainFile}.protected`;
}
