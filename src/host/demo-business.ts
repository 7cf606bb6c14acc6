import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Core } from '#core/core.ts';
import { seedBusiness } from '#sandbox/business/seed-business.ts';
import { demoChannelToAdd, nameDemoChannels } from '#sandbox/demo/name-demo-channels.ts';
import { seedVerification } from '#sandbox/documents/seed-verification.ts';
import type { Sandbox } from '#sandbox/start-sandbox.ts';
import { say } from './terminal.ts';

export type DemoBusiness = {
  /** Resolves when the business is there, or when it was stopped. */
  readonly arrived: Promise<void>;
  /** Returns when nothing of it uses the database any more. */
  stop(): Promise<void>;
};

/**
 * Gives a demo its marketplace, while the console already answers. A file in the data folder says that it arrived whole: without
 * it, the first start was cut short, and what it left is replaced. The sandbox is told of its channels at each start.
 */
export function bringDemoBusiness(core: Core, sandbox: Sandbox, dataDir: string): DemoBusiness {
  const stopping = new AbortController();
  const arrived = bring(core, sandbox, path.join(dataDir, 'demo-business'), stopping.signal);
  return {
    arrived,
    stop: () => {
      stopping.abort();
      return arrived;
    },
  };
}

async function bring(core: Core, sandbox: Sandbox, marker: string, signal: AbortSignal): Promise<void> {
  try {
    if (!existsSync(marker)) await makeBusiness(core, marker, signal);
    signal.throwIfAborted();
    await nameDemoChannels(core.workspace, sandbox);
    say(`  To add a channel to the marketplace: ${demoChannelToAdd}, for one.`);
  } catch (error) {
    if (signal.aborted) return;
    // The console works without it, and the next start tries again.
    core.logger.error({ err: error }, 'the demo’s business was not made');
    say('The demo’s business could not be made; the log says why. The next start tries again.');
  }
}

async function makeBusiness(core: Core, marker: string, signal: AbortSignal): Promise<void> {
  const { backend, workspace, vault } = core;
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
}
