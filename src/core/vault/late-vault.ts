import { OpsdeckError } from '#contract/errors.ts';
import type { Vault } from './open-vault.ts';
import type { KeySource } from './sources/key-source.ts';

/** A vault that is handed out before the database has answered, and opened when it does. */
export type LateVault = {
  /** Until it is opened, whatever needs a key fails at once with BACKEND_UNREACHABLE. */
  readonly vault: Vault;
  open(opened: Vault): void;
};

export function lateVault(source: KeySource, address: string): LateVault {
  let opened: Vault | null = null;

  /** @throws OpsdeckError BACKEND_UNREACHABLE */
  function there(): Vault {
    if (opened !== null) return opened;
    throw new OpsdeckError('BACKEND_UNREACHABLE', {
      address,
      problem: 'it was not reached since the console started',
    });
  }

  const { kind, place, notice } = source;
  return {
    vault: {
      get source() {
        return opened?.source ?? { kind, place, notice };
      },
      sealIn: async (transaction) => there().sealIn(transaction),
      unseal: async (sealed, purpose) => there().unseal(sealed, purpose),
      unsealBytes: async (sealed, purpose) => there().unsealBytes(sealed, purpose),
      fingerprint: (secret) => there().fingerprint(secret),
      addDataKey: async (transaction) => there().addDataKey(transaction),
      reload: async () => there().reload(),
    },
    open: (vault) => {
      opened = vault;
    },
  };
}
