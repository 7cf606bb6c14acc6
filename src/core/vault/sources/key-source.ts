import type { VaultSourceKind } from '#contract/vault.ts';
import type { SecretKey } from '../cipher.ts';

/** Argon2id with these costs makes the root key from a passphrase. Kept in the database, beside what the key wraps. */
export type KeyDerivation = {
  readonly algorithm: 'argon2id';
  readonly memoryKib: number;
  readonly passes: number;
  readonly parallelism: number;
  /** Base64. */
  readonly salt: string;
};

/** Where this console has the workspace's root key from. */
export type KeySource = {
  readonly kind: VaultSourceKind;
  /** The file that people have to look after. */
  readonly place: string;
  /** What they should know about it, such as that the keychain they may expect is not there. */
  readonly notice: string | null;
  /**
   * The root keys it has for a workspace with this derivation (null: one whose root key is random), best first, none when
   * it has none. Several after something was cut off half-way: which is right shows when they are tried.
   *
   * @throws OpsdeckError VAULT_KEY_UNUSABLE when something is there that cannot be read.
   */
  read(derivation: KeyDerivation | null): Promise<readonly SecretKey[]>;
  /** The root key for a workspace that shall open with this source from now on. It is on the disk before it is used. */
  establish(): Promise<{ readonly root: SecretKey; readonly derivation: KeyDerivation | null }>;
  /** Told when a root key has opened the workspace: it must be kept, and kept well. */
  keep(root: SecretKey): Promise<void>;
};
