import {
  EmailUnconfirmedError,
  FileMigrateError,
  FloodTestPhoneWaitError,
  FloodWaitError,
  MsgWaitError,
  NetworkMigrateError,
  PhoneMigrateError,
  RPCError,
  SlowModeWaitError,
  UserMigrateError,
} from 'telegram/errors/index.js';

/**
 * Telegram's own name of an error that GramJS raised, e.g. `FLOOD_WAIT_42`; null when it is not Telegram's.
 * GramJS replaces the names of errors that carry a number by their family (`FLOOD`), so those are put together again.
 */
export function telegramErrorName(error: unknown): string | null {
  if (!(error instanceof RPCError)) return null;
  if (error instanceof FloodTestPhoneWaitError) return `FLOOD_TEST_PHONE_WAIT_${error.seconds}`;
  if (error instanceof FloodWaitError) return `FLOOD_WAIT_${error.seconds}`;
  if (error instanceof SlowModeWaitError) return `SLOWMODE_WAIT_${error.seconds}`;
  if (error instanceof UserMigrateError) return `USER_MIGRATE_${error.newDc}`;
  if (error instanceof PhoneMigrateError) return `PHONE_MIGRATE_${error.newDc}`;
  if (error instanceof NetworkMigrateError) return `NETWORK_MIGRATE_${error.newDc}`;
  if (error instanceof FileMigrateError) return `FILE_MIGRATE_${error.newDc}`;
  if (error instanceof MsgWaitError) return 'MSG_WAIT_FAILED';
  if (error instanceof EmailUnconfirmedError) return 'EMAIL_UNCONFIRMED';
  return error.errorMessage;
}
