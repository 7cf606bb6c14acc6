import { setTimeout as sleep } from 'node:timers/promises';
import type { UsageKind } from '#contract/account-details.ts';
import { isOpsdeckError } from '#contract/errors.ts';
import type { AccountId } from '#contract/ids.ts';
import type { OperationOptions, SessionString, TelegramDriver } from '../../telegram/driver.ts';
import type { OperationRefusal, OperationResult } from '../../telegram/operation-result.ts';
import type { PoolReader, PoolReading, ReadingPurpose } from '../../telegram/pool-reader.ts';
import type { AccountEvents } from '../account-events.ts';
import type { Pace } from '../checking/pace.ts';
import { type ConnectionDependencies, withAccountConnection } from '../managing/account-connection.ts';
import { chooseAccount } from './choose-account.ts';

type Dependencies = Omit<ConnectionDependencies, 'driver'> & {
  /** Null while Telegram is not set up. */
  readonly driver: TelegramDriver | null;
  /** Of this host: checks keep to the same. */
  readonly pace: Pace;
  readonly events: AccountEvents;
};

type Work<Value> = (
  driver: TelegramDriver,
  session: SessionString,
  options: OperationOptions,
) => Promise<OperationResult<Value>>;

/** A reading that finds so many accounts unfit in a row stops: something is wrong with more than one. */
const mostAccounts = 5;

/** Why an account could not be connected, though nothing is wrong with the reading: another one may. */
const passedOver: ReadonlySet<string> = new Set([
  'ACCOUNT_IN_USE',
  'ACCOUNT_MUST_WAIT',
  'ACCOUNT_NOT_SIGNED_IN',
  'NOT_FOUND',
]);

/** The pool as others read Telegram through it: see `PoolReader`. */
export function createPoolReader(dependencies: Dependencies): PoolReader {
  return {
    readChannel: (username, purpose) =>
      read(dependencies, 'read_channel', purpose, (driver, session, options) =>
        driver.readChannel(session, username, options),
      ),
    readPost: (address, purpose) =>
      read(dependencies, 'read_post', purpose, (driver, session, options) =>
        driver.readPost(session, address, options),
      ),
    readRecentPosts: (wanted, purpose) =>
      read(dependencies, 'read_post', purpose, (driver, session, options) =>
        driver.readRecentPosts(session, wanted, options),
      ),
  };
}

async function read<Value>(
  dependencies: Dependencies,
  kind: Extract<UsageKind, 'read_channel' | 'read_post'>,
  { actor, reference }: ReadingPurpose,
  work: Work<Value>,
): Promise<PoolReading<Value>> {
  const { driver, pace, events, workspace } = dependencies;
  if (driver === null) return { kind: 'no_account', reason: 'telegram_not_configured' };
  const tried: AccountId[] = [];
  let hasFailed = false;
  while (tried.length < mostAccounts) {
    const chosen = await chooseAccount(workspace, tried);
    if (chosen.kind === 'flood_wait') return chosen;
    if (chosen.kind !== 'account') {
      if (hasFailed) break;
      // Whoever was chosen and then taken by somebody else is in use now.
      return { kind: 'no_account', reason: tried.length > 0 ? 'all_in_use' : chosen.kind };
    }
    const { accountId } = chosen;
    tried.push(accountId);
    await sleep(pace.reserve(Date.now(), (await dependencies.readPoolSettings()).paceMs));
    const result = await unlessPassedOver(() =>
      withAccountConnection(
        { ...dependencies, driver },
        { accountId, kind, actor, ...(reference === null ? {} : { reference }) },
        (session, options) => work(driver, session, options),
      ),
    );
    if (result === null) continue;
    if (result.kind === 'done') {
      const { value, latencyMs } = result;
      return { kind: 'read', value, accountId, readAt: Date.now(), latencyMs };
    }
    if (result.kind === 'refused') return refusals[result.reason];
    if (result.outcome === 'unreachable') return { kind: 'unreachable', errorCode: result.errorCode };
    hasFailed = true;
    events.changed();
  }
  return floodWaitOr(workspace, hasFailed);
}

/** Once those that were tried have failed: whether waiting helps, or somebody has to look at the pool. */
async function floodWaitOr(
  workspace: Dependencies['workspace'],
  hasFailed: boolean,
): Promise<PoolReading<never>> {
  const again = await chooseAccount(workspace, []);
  if (again.kind === 'flood_wait') return again;
  return { kind: 'no_account', reason: hasFailed ? 'all_failed' : 'all_in_use' };
}

async function unlessPassedOver<Result>(connect: () => Promise<Result>): Promise<Result | null> {
  try {
    return await connect();
  } catch (error) {
    if (isOpsdeckError(error) && passedOver.has(error.code)) return null;
    throw error;
  }
}

const unreachable = (errorCode: string) => ({ kind: 'unreachable', errorCode }) as const;

const refusals: Readonly<Record<OperationRefusal, PoolReading<never>>> = {
  USERNAME_NOT_OCCUPIED: { kind: 'not_found' },
  USERNAME_INVALID: { kind: 'not_found' },
  CHANNEL_INVALID: { kind: 'not_found' },
  CHANNEL_PRIVATE: { kind: 'private' },
  USERNAME_OF_USER: { kind: 'not_a_channel', found: 'user' },
  USERNAME_OF_GROUP: { kind: 'not_a_channel', found: 'group' },
  USERNAME_OF_OTHER_CHANNEL: { kind: 'other_channel' },
  // About sessions: no reading is answered so.
  HASH_INVALID: unreachable('HASH_INVALID'),
  FRESH_RESET_AUTHORISATION_FORBIDDEN: unreachable('FRESH_RESET_AUTHORISATION_FORBIDDEN'),
};
