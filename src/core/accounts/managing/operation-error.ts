import { OpsdeckError } from '#contract/errors.ts';
import type { AccountId } from '#contract/ids.ts';
import type { OperationRefusal, OperationResult } from '../../telegram/operation-result.ts';

/**
 * The value of an operation that was done.
 *
 * @throws OpsdeckError TELEGRAM_REFUSED, TELEGRAM_UNREACHABLE, ACCOUNT_MUST_WAIT, ACCOUNT_NOT_SIGNED_IN
 */
export function valueOrThrow<Value>(id: AccountId, result: OperationResult<Value>): Value {
  switch (result.kind) {
    case 'done':
      return result.value;
    case 'refused':
      throw new OpsdeckError('TELEGRAM_REFUSED', { reason: refusals[result.reason] });
    case 'failed':
      throw failure(id, result);
  }
}

const refusals: Readonly<Record<OperationRefusal, string>> = {
  HASH_INVALID: 'that session no longer exists (HASH_INVALID)',
  FRESH_RESET_AUTHORISATION_FORBIDDEN:
    'a session may end others only 24 hours after it was signed in itself (FRESH_RESET_AUTHORISATION_FORBIDDEN)',
  USERNAME_NOT_OCCUPIED: 'nobody has that username (USERNAME_NOT_OCCUPIED)',
  USERNAME_INVALID: 'that is no username (USERNAME_INVALID)',
  CHANNEL_PRIVATE: 'the channel is private (CHANNEL_PRIVATE)',
  CHANNEL_INVALID: 'the channel cannot be found any more (CHANNEL_INVALID)',
  USERNAME_OF_USER: 'that username belongs to a person or a bot',
  USERNAME_OF_GROUP: 'that username belongs to a group',
  USERNAME_OF_OTHER_CHANNEL: 'that username belongs to another channel now',
};

type Failed = Extract<OperationResult<unknown>, { kind: 'failed' }>;

function failure(id: AccountId, { outcome, errorCode, floodWaitSeconds }: Failed): OpsdeckError {
  switch (outcome) {
    case 'unreachable':
      return new OpsdeckError('TELEGRAM_UNREACHABLE', { server: 'Telegram', problem: errorCode });
    case 'flood_wait':
      return new OpsdeckError('ACCOUNT_MUST_WAIT', { id, seconds: floodWaitSeconds ?? 0 });
    case 'limited':
      return new OpsdeckError('TELEGRAM_REFUSED', { reason: `the account is restricted (${errorCode})` });
    case 'unauthorised':
    case 'revoked':
    case 'duplicated':
    case 'banned':
    case 'deactivated':
      return new OpsdeckError('ACCOUNT_NOT_SIGNED_IN', { id, reason: errorCode });
  }
}
