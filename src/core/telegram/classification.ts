import type { CheckOutcome } from '#contract/accounts.ts';

/**
 * What Telegram's error names say of the account or its session.
 * A name that is not here (a network fault, an internal error of Telegram's, something new) says nothing of the
 * account: it is `unreachable`, changes no standing and is tried again.
 * Names: https://core.telegram.org/api/errors and the error lists of the methods a check calls.
 */
export const telegramErrorOutcomes: Readonly<
  Record<string, Exclude<CheckOutcome, 'active' | 'unreachable'>>
> = {
  // The session is not signed in: it never was, it was signed out, or Telegram has forgotten it.
  AUTH_KEY_UNREGISTERED: 'unauthorised',
  AUTH_KEY_INVALID: 'unauthorised',
  AUTH_KEY_PERM_EMPTY: 'unauthorised',
  /** Our name for the transport error −404: the data centre does not know the key at all. */
  AUTH_KEY_NOT_FOUND: 'unauthorised',
  SESSION_EXPIRED: 'unauthorised',
  /** The code was right, the two-step password was never given. */
  SESSION_PASSWORD_NEEDED: 'unauthorised',
  /** Our name for a stored string that cannot be read. */
  SESSION_MALFORMED: 'unauthorised',
  USER_INVALID: 'unauthorised',
  ACTIVE_USER_REQUIRED: 'unauthorised',
  SESSION_REVOKED: 'revoked',
  AUTH_KEY_DUPLICATED: 'duplicated',
  // The account itself is gone or shut out.
  USER_DEACTIVATED_BAN: 'banned',
  PHONE_NUMBER_BANNED: 'banned',
  USER_DEACTIVATED: 'deactivated',
  INPUT_USER_DEACTIVATED: 'deactivated',
  /** Our name for a user object that says it is deleted. */
  USER_DELETED: 'deactivated',
  // The account lives, and may do less.
  FROZEN_METHOD_INVALID: 'limited',
  FROZEN_PARTICIPANT_MISSING: 'limited',
  PEER_FLOOD: 'limited',
  /** May not write in any group or channel: the name says one, and means all. */
  USER_BANNED_IN_CHANNEL: 'limited',
  USER_RESTRICTED: 'limited',
};

/** Errors that name how long to wait. `SLOWMODE_WAIT_n` is not among them: it is about one chat, not the account. */
const waitPattern = /^(?:FLOOD_WAIT|FLOOD_PREMIUM_WAIT|FLOOD_TEST_PHONE_WAIT)_(\d{1,9})$/;

export type Classification = {
  readonly outcome: Exclude<CheckOutcome, 'active'>;
  /** Seconds, with `flood_wait` only. */
  readonly floodWaitSeconds: number | null;
};

/** What an error of this name says of the account. Unknown names are `unreachable`. */
export function classifyTelegramError(errorName: string): Classification {
  const wait = waitPattern.exec(errorName)?.[1];
  if (wait !== undefined) return { outcome: 'flood_wait', floodWaitSeconds: Number(wait) };
  const outcome = Object.hasOwn(telegramErrorOutcomes, errorName)
    ? telegramErrorOutcomes[errorName]
    : undefined;
  return { outcome: outcome ?? 'unreachable', floodWaitSeconds: null };
}
