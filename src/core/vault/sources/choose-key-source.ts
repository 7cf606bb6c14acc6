import path from 'node:path';
import type { KeySource } from './key-source.ts';
import { keyFileSource } from './key-file.ts';
import { keychainSource } from './keychain-source.ts';
import type { OsKeychain } from './os-keychain.ts';
import { passphraseSource } from './passphrase-source.ts';

/** What the configuration says of the key: files, never secrets. Null where it says nothing. */
export type VaultConfig = {
  readonly keyFile: string | null;
  readonly passphraseFile: string | null;
  /** Where the key was until now: given once, to move the workspace to the source above. */
  readonly previousKeyFile: string | null;
  readonly previousPassphraseFile: string | null;
};

export const usualVaultConfig: VaultConfig = {
  keyFile: null,
  passphraseFile: null,
  previousKeyFile: null,
  previousPassphraseFile: null,
};

/** Where the root key is, and where it was if the workspace is to be moved. Nothing moves without being told to. */
export type ChosenSources = { readonly source: KeySource; readonly previous: readonly KeySource[] };

/** A configured source wins over the keychain that the desktop offers, the keychain over the key file in the data folder. */
export function chooseKeySource(
  dataDir: string,
  config: VaultConfig,
  keychain: OsKeychain | null,
): ChosenSources {
  const usualFile = path.join(dataDir, 'workspace.key');
  const { keyFile, passphraseFile, previousKeyFile, previousPassphraseFile } = config;
  const previous = [
    ...(previousKeyFile === null ? [] : [previousKeySource(previousKeyFile, keychain)]),
    ...(previousPassphraseFile === null ? [] : [passphraseSource(previousPassphraseFile)]),
  ];
  if (passphraseFile !== null) return { source: passphraseSource(passphraseFile), previous };
  if (keyFile !== null) return { source: keyFileSource(keyFile), previous };
  if (keychain !== null) return { source: keychainSource(usualFile, keychain), previous };
  return { source: keyFileSource(usualFile), previous };
}

/** A key file that the desktop's keychain has protected since is meant by its old name, too. */
function previousKeySource(file: string, keychain: OsKeychain | null): KeySource {
  return keychain === null ? keyFileSource(file) : keychainSource(file, keychain);
}
