import { vaultContract } from '#contract/vault.ts';
import type { BackgroundLoop } from '../background/background-loop.ts';
import type { Cache, CacheReads } from '../cache/cache.ts';
import type { Logger } from '../logging/logger.ts';
import { implement } from '../rpc/implement.ts';
import type { Workspace } from '../workspaces/workspace.ts';
import type { SessionExports } from './export/session-exports.ts';
import type { Vault } from './open-vault.ts';
import { readKeptVaultState } from './read-kept-state.ts';
import { readVaultState } from './read-state.ts';
import { beginRotation } from './rotation/begin-rotation.ts';
import type { SealedColumn } from './sealed-column.ts';
import { watchVault } from './watch-vault.ts';

type Dependencies = {
  readonly cache: CacheReads & Pick<Cache, 'onChange'>;
  readonly workspace: Workspace;
  readonly vault: Vault;
  readonly columns: readonly SealedColumn[];
  readonly runner: Pick<BackgroundLoop, 'wake'>;
  readonly exports: SessionExports;
  readonly logger: Logger;
};

export function vaultRouter({ cache, workspace, vault, columns, runner, exports, logger }: Dependencies) {
  const readState = () => readKeptVaultState(cache, vault, columns);
  return implement(vaultContract, {
    state: readState,
    watch: ({ signal }) => watchVault(cache, readState, signal),
    async rotate({ caller }) {
      const keyId = await beginRotation(workspace, vault, columns, caller.name);
      if (keyId !== null) {
        const { operatorId, name: operator } = caller;
        logger.info(
          { audit: 'vault.rotate', operatorId, operator, keyId },
          'a rotation of the vault was begun',
        );
      }
      runner.wake();
      return readVaultState(workspace, vault, columns);
    },
    beginExport: ({ input, caller }) => exports.begin(caller, input.passphrase),
    exportChunk: async ({ input, caller }) => ({
      text: await exports.chunk(caller, input.exportId, input.chunk),
    }),
  });
}
