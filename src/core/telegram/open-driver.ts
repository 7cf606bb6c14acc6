import { OpsdeckError } from '#contract/errors.ts';
import type { Logger } from '#core/logging/logger.ts';
import { classifyTelegramError } from './classification.ts';
import type { OperationOptions, SessionString, TelegramDriver, TelegramServer } from './driver.ts';
import type { OperationResult } from './operation-result.ts';
import type { Operation, OperationKind, Operations } from './operations.ts';
import { startPhoneSignIn } from './phone-sign-in.ts';
import { startQrSignIn } from './qr-sign-in.ts';
import { readServerKey } from './server-key.ts';
import { SessionRunner, type NotRun } from './session-runner.ts';
import { SignInsUnderWay } from './sign-ins-under-way.ts';
import { WorkerHost } from './worker-host.ts';
import { workerFile } from '../threads/worker-file.ts';

type Options = {
  readonly server: TelegramServer;
  readonly logger: Logger;
  /** The worker's entry, where a bundle has moved it. */
  readonly workerEntry?: URL;
};

/** Operations that end with an `OperationResult`. */
type PlainKind = {
  [Kind in OperationKind]: Operations[Kind]['result'] extends OperationResult<unknown> ? Kind : never;
}[OperationKind];

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
  workerEntry = workerFile(import.meta.url, 'telegram-worker'),
}: Options): TelegramDriver {
  if (server.kind === 'test-server') {
    for (const { publicKey } of server.dataCentres ?? [server]) requireServerKey(publicKey);
  }
  const host = new WorkerHost({ entry: workerEntry, server, logger });
  const runner = new SessionRunner(host);
  const signIns = new SignInsUnderWay();

  const run = async <Kind extends PlainKind>(
    session: SessionString,
    operation: Operation & Operation<Kind>,
    options: OperationOptions,
  ): Promise<Operations[Kind]['result'] | OperationResult<never>> => {
    const done = await runner.run(session, operation, options);
    return done.kind === 'ran' ? done.result : failed(done);
  };

  return {
    checkAccount: async (session, options) => {
      const done = await runner.run(session, { kind: 'check', input: { session } }, options);
      if (done.kind === 'ran') return done.result;
      const { errorCode, latencyMs } = done;
      return { ...classifyTelegramError(errorCode), errorCode, latencyMs, self: null };
    },
    listAuthorizations: (session, options) =>
      run(session, { kind: 'list-authorizations', input: { session } }, options),
    terminateAuthorization: (session, hash, options) =>
      run(session, { kind: 'terminate-authorization', input: { session, hash } }, options),
    terminateOtherAuthorizations: (session, options) =>
      run(session, { kind: 'terminate-others', input: { session } }, options),
    logOut: (session, options) => run(session, { kind: 'log-out', input: { session } }, options),
    countJoinedChannels: (session, options) =>
      run(session, { kind: 'count-channels', input: { session } }, options),
    readChannel: (session, username, options) =>
      run(session, { kind: 'read-channel', input: { session, username } }, options),
    readPost: (session, address, options) =>
      run(session, { kind: 'read-post', input: { session, ...address } }, options),
    readRecentPosts: (session, wanted, options) =>
      run(session, { kind: 'read-recent-posts', input: { session, ...wanted } }, options),
    startPhoneSignIn: (phone, options) => startPhoneSignIn({ runner, signIns }, phone, options),
    startQrSignIn: (options) => startQrSignIn({ host, runner, signIns }, options),
    close: async () => {
      signIns.endAll();
      await runner.close();
    },
  };
}

function failed({ errorCode, latencyMs }: NotRun): OperationResult<never> {
  return { kind: 'failed', ...classifyTelegramError(errorCode), errorCode, latencyMs };
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
