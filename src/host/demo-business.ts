import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Core } from '#core/core.ts';
import { seedBusiness } from '#sandbox/business/seed-business.ts';
import { seedVerification } from '#sandbox/documents/seed-verification.ts';
import { say } from './terminal.ts';

export type DemoBusiness = {
  /** Resolves when the business is there, or when it was stopped. */
  readonly arrived: Promise<void>;
  /** Returns when nothing of it uses the database any more. */
  stop(): Promise<void>;
};

/**
 * Gives a demo its marketplace, while the console already answers. A file in the data folder says that it arrived whole: without
 * it, the first start was cut short, and what it left is replaced.
 */
export function bringDemoBusiness(core: Core, dataDir: string): DemoBusiness {
  const marker = path.join(dataDir, 'demo-business');
  if (existsSync(marker)) return { arrived: Promise.resolve(), stop: () => Promise.resolve() };
  const stopping = new AbortController();
  const arrived = bring(core, marker, stopping.signal);
  return {
    arrived,
    stop: () => {
      stopping.abort();
      return arrived;
    },
  };
}

async function bring(core: Core, marker: string, signal: AbortSignal): Promise<void> {
  const { backend, workspace, vault, logger } = core;
  try {
    const made = await seedBusiness({
      pool: backend.pool,
      workspaceId: workspace.id,
      size: 'demo',
      replace: true,
      signal,
    });
    signal.throwIfAborted();
    await seedVerification(workspace, vault, Date.now());
    writeFileSync(marker, `${new Date().toISOString()}\n`);
    const { orders = 0, customers = 0 } = made.rows;
    const seconds = (made.ms / 1_000).toFixed(1);
    say(
      `The business has arrived: ${customers} customers and ${orders} orders of three years, in ${seconds} s.`,
    );
  } catch (error) {
    if (signal.aborted) return;
    // The console works without it, and the next start tries again.
    logger.error({ err: error }, 'the demo’s business was not made');
    say('The demo’s business could not be made; the log says why. The next start tries again.');
  }
}
