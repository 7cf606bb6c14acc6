import { randomUUID } from 'node:crypto';
import { systemContract } from '#contract/system.ts';
import { instant } from '#contract/time.ts';
import { backendError } from '../backend/backend-error.ts';
import type { Backend } from '../backend/backend.ts';
import type { TelegramConfig } from '../config/config.ts';
import type { Logger } from '../logging/logger.ts';
import { implement } from '../rpc/implement.ts';
import type { Upstream } from '../start/upstream.ts';
import { watchBackend } from './watch-backend.ts';

type Dependencies = {
  readonly backend: Backend;
  readonly logger: Logger;
  readonly telegram: TelegramConfig;
  readonly upstream: Pick<Upstream, 'known' | 'state' | 'onStateChange'>;
  /** What does not change while the process runs. */
  readonly console: {
    readonly version: string;
    readonly shell: 'desktop' | 'host';
    readonly demo: boolean;
    readonly startedAt: number;
    readonly dataDir: string;
  };
};

export function systemRouter({ backend, upstream, logger, telegram, console }: Dependencies) {
  return implement(systemContract, {
    about: async ({ caller }) => ({
      ...console,
      startedAt: instant(console.startedAt),
      operator: { name: caller.name, role: caller.role },
      workspace: { name: upstream.known.name, timeZone: upstream.known.timeZone },
      backend: {
        kind: backend.kind,
        version: backend.version,
        address: backend.address,
        migration: backend.migration,
        sizeBytes: upstream.state().state === 'online' ? await sizeOf(backend) : null,
      },
      telegram: {
        kind: telegram.kind,
        server: telegram.kind === 'test-server' ? `${telegram.host}:${telegram.port}` : null,
      },
    }),
    watch: ({ signal }) => watchBackend(upstream, signal),
    async reportError({ input, caller }) {
      const reference = randomUUID().slice(0, 8);
      logger.error({ reference, page: input.page, operator: caller.name, stack: input.stack }, input.message);
      return { reference };
    },
  });
}

/** Null when the database goes away just then. */
async function sizeOf(backend: Backend): Promise<number | null> {
  try {
    return await backend.sizeBytes();
  } catch (error) {
    if (backendError(error) === null) throw error;
    return null;
  }
}
