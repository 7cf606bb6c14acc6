import { type BackgroundLoop, startBackgroundLoop } from '../../background/background-loop.ts';
import type { Logger } from '../../logging/logger.ts';
import type { Workspace } from '../../workspaces/workspace.ts';
import type { Vault } from '../open-vault.ts';
import type { SealedColumn } from '../sealed-column.ts';
import { finishRotation } from './finish-rotation.ts';
import { resealBatch } from './reseal-batch.ts';
import { unfinishedRotation } from './unfinished-rotation.ts';

type Dependencies = {
  readonly workspace: Workspace;
  readonly vault: Vault;
  readonly columns: readonly SealedColumn[];
  readonly logger: Logger;
  /** Rows per transaction. */
  readonly batchSize?: number;
};

/** Few enough that whoever wants one of the rows does not notice. */
const usualBatchSize = 200;

/** How often a console looks for a rotation that another one ordered and then left, in milliseconds. */
const idlePollMs = 5_000;

/** How soon it looks again while another console is at it, in milliseconds. */
const elsewherePollMs = 500;

/**
 * Carries out rotations. All their state is in the database: killed at any instant, this or any other console of the workspace
 * goes on where it was.
 */
export function startRotationRunner(dependencies: Dependencies): BackgroundLoop {
  const { workspace, vault, logger } = dependencies;
  return startBackgroundLoop({
    name: 'keeping the vault up to date',
    logger,
    afterFailureMs: idlePollMs,
    async step(signal) {
      // Other consoles rotate, too: what they destroyed is forgotten here.
      await vault.reload();
      const isWanted = (await unfinishedRotation(workspace.database, workspace.id)) !== null;
      return !isWanted || (await rotate(dependencies, signal)) ? idlePollMs : elsewherePollMs;
    },
  });
}

/** Passes over all rows until none is left. False when it could not end here: another console is at it, or we stop. */
export async function rotate(
  { workspace, vault, columns, logger, batchSize = usualBatchSize }: Dependencies,
  signal?: AbortSignal,
): Promise<boolean> {
  for (;;) {
    let unreadable = 0;
    for (const column of columns) {
      let after: string | null = null;
      do {
        if (signal?.aborted === true) return false;
        const limit = Math.min(batchSize, column.rowsAtOnce ?? batchSize);
        const batch = await resealBatch(workspace, vault, column, { after, limit });
        if (batch === null) return false;
        unreadable += batch.unreadable;
        after = batch.last;
      } while (after !== null);
    }
    const finish = await finishRotation(workspace, columns, unreadable);
    if (finish.kind === 'elsewhere') return false;
    if (finish.kind === 'more') continue;
    await vault.reload();
    const { kind: _, ...outcome } = finish;
    if (outcome.unreadable > 0) {
      logger.warn(
        { audit: 'vault.rotated', ...outcome },
        'the vault was rotated; some secrets open with no key',
      );
    } else logger.info({ audit: 'vault.rotated', ...outcome }, 'the vault was rotated');
    return true;
  }
}
