import { isOpsdeckError } from '#contract/errors.ts';
import { type BackgroundLoop, startBackgroundLoop } from '../../../background/background-loop.ts';
import type { Logger } from '../../../logging/logger.ts';
import type { OperationResult } from '../../../telegram/operation-result.ts';
import { type ConnectionDependencies, withAccountConnection } from '../account-connection.ts';
import { type ClaimedLogOut, claimLogOut } from './claim-log-out.ts';
import { type LogOutVerdict, logOutVerdict, retryDelayMs } from './log-out-verdict.ts';
import { settleLogOut, withdrawLogOuts } from './settle-log-out.ts';

/** How often it looks for log-outs whose time has come, in milliseconds. */
const defaultPollMs = 3_000;

/**
 * Carries out the log-outs that removals asked for, one after the other at the pace of the checks. What is wanted stands in the
 * database: killed at any instant, this or any other host goes on.
 */
export function startLogOutRunner(
  dependencies: ConnectionDependencies & { readonly logger: Logger },
  options: { readonly pollMs?: number } = {},
): BackgroundLoop {
  const { workspace, logger, readPoolSettings } = dependencies;
  const pollMs = options.pollMs ?? defaultPollMs;

  /** False when nothing was to be done. */
  async function next(): Promise<boolean> {
    const claimed = await claimLogOut(workspace);
    if (claimed === null) {
      await withdrawLogOuts(workspace);
      return false;
    }
    const verdict = await attempt(dependencies, claimed);
    await settleLogOut(workspace, claimed, verdict);
    const { accountId, attempts } = claimed;
    logger.info({ accountId, attempts, ...verdict }, 'a removed session was to be logged out');
    return true;
  }

  return startBackgroundLoop({
    name: 'logging out removed sessions',
    logger,
    afterFailureMs: pollMs,
    step: async () => ((await next()) ? (await readPoolSettings()).paceMs : pollMs),
  });
}

async function attempt(
  dependencies: ConnectionDependencies,
  { accountId, requestedBy, attempts, overdueMs }: ClaimedLogOut,
): Promise<LogOutVerdict> {
  const order = { accountId, kind: 'log_out', actor: requestedBy, removed: true } as const;
  try {
    const result: OperationResult<null> = await withAccountConnection(
      dependencies,
      order,
      (session, options) => dependencies.driver.logOut(session, options),
    );
    return logOutVerdict(result, attempts, overdueMs);
  } catch (error) {
    if (!isOpsdeckError(error)) throw error;
    return withoutConnection(error, attempts, overdueMs);
  }
}

/** The account was not connected at all. */
function withoutConnection(
  { code, details }: { readonly code: string; readonly details: Readonly<Record<string, string | number>> },
  attempts: number,
  overdueMs: number,
): LogOutVerdict {
  const failed = { kind: 'failed', errorCode: code, floodWaitSeconds: null, latencyMs: 0 } as const;
  switch (code) {
    case 'ACCOUNT_NOT_SIGNED_IN':
    case 'NOT_FOUND':
      return logOutVerdict({ ...failed, outcome: 'unauthorised' }, attempts, overdueMs);
    case 'ACCOUNT_MUST_WAIT':
      return logOutVerdict(
        { ...failed, outcome: 'flood_wait', floodWaitSeconds: Number(details['seconds']) },
        attempts,
        overdueMs,
      );
    case 'ACCOUNT_IN_USE':
      return { kind: 'again', outcome: 'unreachable', errorCode: code, afterMs: retryDelayMs(1) };
    default:
      return logOutVerdict({ ...failed, outcome: 'unreachable' }, attempts, overdueMs);
  }
}
