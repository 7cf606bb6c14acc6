import { OpsdeckError } from '#contract/errors.ts';
import type { Logger } from '#core/logging/logger.ts';
import { DeadlinePassed, startDeadline } from './deadline.ts';
import type { CheckResult, SessionString, TelegramDriver, TelegramServer } from './driver.ts';
import { readServerKey } from './server-key.ts';
import { parseSessionString } from './session-string.ts';
import { Turns } from './turns.ts';
import { WorkerFailed, WorkerHost } from './worker-host.ts';

type Options = {
  readonly server: TelegramServer;
  readonly logger: Logger;
  /** The worker's entry, where a bundle has moved it. */
  readonly workerEntry?: URL;
};

/**
 * Opens the driver: GramJS in a worker thread of its own.
 *
 * The same session is never connected twice at once: a second operation on it waits for the first, within its own
 * deadline, and is `unreachable` with `SESSION_BUSY` when that passes. Throws `CONFIG_INVALID` for a test server whose
 * key is none.
 */
export function openTelegramDriver({
  server,
  logger,
  workerEntry = defaultWorkerEntry(),
}: Options): TelegramDriver {
  if (server.kind === 'test-server') requireServerKey(server.publicKey);
  const host = new WorkerHost({ entry: workerEntry, server, logger });
  const turns = new Turns();
  let isClosed = false;

  return {
    checkAccount: async (session, { deadlineMs }) => {
      if (isClosed) throw new OpsdeckError('SHUTTING_DOWN', {});
      const startedAt = performance.now();
      const key = sessionKey(session);
      if (key === null) return unreadable;
      const deadline = startDeadline(deadlineMs);
      const turn = turns.take(key);
      try {
        await deadline.race(turn);
      } catch {
        void turn.then((endTurn) => endTurn());
        deadline.clear();
        return unreachable('SESSION_BUSY', startedAt);
      }
      try {
        await deadline.race(host.ready());
        return await host.check(session, Math.max(1, deadlineMs - (performance.now() - startedAt)));
      } catch (error) {
        if (isClosed) throw new OpsdeckError('SHUTTING_DOWN', {}, { cause: error });
        if (error instanceof DeadlinePassed) return unreachable('TIMEOUT', startedAt);
        if (error instanceof WorkerFailed) return unreachable(error.code, startedAt);
        throw error;
      } finally {
        deadline.clear();
        void turn.then((endTurn) => endTurn());
      }
    },
    close: async () => {
      isClosed = true;
      await host.stop();
    },
  };
}

/** Beside this file: TypeScript in the source tree, JavaScript in a bundle. */
function defaultWorkerEntry(): URL {
  return new URL(
    import.meta.url.endsWith('.ts') ? './telegram-worker.ts' : './telegram-worker.js',
    import.meta.url,
  );
}

function requireServerKey(publicKey: string): void {
  try {
    readServerKey(publicKey);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new OpsdeckError('CONFIG_INVALID', {
      key: 'OPSDECK_TELEGRAM_PUBLIC_KEY',
      source: 'the key file',
      problem,
    });
  }
}

function sessionKey(session: SessionString): string | null {
  try {
    return parseSessionString(session).fingerprint.toString('base64');
  } catch (error) {
    if (error instanceof OpsdeckError) return null;
    throw error;
  }
}

const unreadable: CheckResult = {
  outcome: 'unauthorised',
  errorCode: 'SESSION_MALFORMED',
  latencyMs: 0,
  floodWaitSeconds: null,
  self: null,
};

function unreachable(errorCode: string, startedAt: number): CheckResult {
  const latencyMs = Math.round(performance.now() - startedAt);
  return { outcome: 'unreachable', errorCode, latencyMs, floodWaitSeconds: null, self: null };
}
