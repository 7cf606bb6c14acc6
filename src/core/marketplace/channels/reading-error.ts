import { OpsdeckError } from '#contract/errors.ts';
import type { NoAccountReason, PoolReading } from '../../telegram/pool-reader.ts';

type Unread = Exclude<PoolReading<never>, { kind: 'read' }>;

const noAccount: Readonly<Record<NoAccountReason, string>> = {
  telegram_not_configured: 'Telegram is not set up on this console',
  none_healthy: 'none has passed its last check',
  all_in_use: 'those that work are all in use',
  all_failed: 'those that were tried no longer work',
};

/** A reading that came to nothing, as the error that says what a person can do. */
export function readingError(username: string, reading: Unread, now: number): OpsdeckError {
  switch (reading.kind) {
    case 'not_found':
    case 'other_channel':
      return new OpsdeckError('CHANNEL_NOT_ON_TELEGRAM', { username });
    case 'not_a_channel':
      return new OpsdeckError('NOT_A_CHANNEL', {
        username,
        found: reading.found === 'user' ? 'person or a bot' : 'group',
      });
    case 'private':
      return new OpsdeckError('CHANNEL_PRIVATE', { username });
    case 'no_account':
      return new OpsdeckError('POOL_CANNOT_READ', { why: noAccount[reading.reason] });
    case 'flood_wait':
      return new OpsdeckError('POOL_MUST_WAIT', {
        seconds: String(Math.max(1, Math.ceil((reading.until - now) / 1_000))),
      });
    case 'unreachable':
      return new OpsdeckError('TELEGRAM_UNREACHABLE', { server: 'Telegram', problem: reading.errorCode });
  }
}
