import { exhaustive } from '#contract/exhaustive.ts';
import { OpsdeckError } from '#contract/errors.ts';
import type { SignInRefused } from '../../telegram/sign-in.ts';

/** What Telegram's refusal means to the person who signs an account in. */
export function refusalError({ reason, waitSeconds }: SignInRefused): OpsdeckError {
  switch (reason) {
    case 'PHONE_NUMBER_INVALID':
    case 'PHONE_NUMBER_BANNED':
    case 'PHONE_NUMBER_UNOCCUPIED':
      return new OpsdeckError(reason, {});
    case 'PHONE_NUMBER_FLOOD':
    case 'PHONE_PASSWORD_FLOOD':
      return new OpsdeckError('LOGIN_NUMBER_PAUSED', {});
    case 'PHONE_CODE_EMPTY':
    case 'PHONE_CODE_INVALID':
      return new OpsdeckError('LOGIN_CODE_WRONG', {});
    case 'PHONE_CODE_EXPIRED':
      return new OpsdeckError('LOGIN_CODE_EXPIRED', {});
    case 'SEND_CODE_UNAVAILABLE':
      return new OpsdeckError('LOGIN_CODE_NOT_RESENT', {});
    case 'PASSWORD_HASH_INVALID':
      return new OpsdeckError('LOGIN_PASSWORD_WRONG', {});
    case 'FLOOD_WAIT':
      return new OpsdeckError('LOGIN_TOO_MANY_ATTEMPTS', { seconds: waitSeconds ?? 60 });
    case 'USER_DEACTIVATED':
    case 'USER_DEACTIVATED_BAN':
      return new OpsdeckError('LOGIN_ACCOUNT_CLOSED', { reason });
    case 'API_ID_INVALID':
    case 'API_ID_PUBLISHED_FLOOD':
    case 'PHONE_PASSWORD_PROTECTED':
      return new OpsdeckError('LOGIN_REFUSED', { reason });
    case 'SIGN_IN_OUT_OF_ORDER':
      return new OpsdeckError('LOGIN_OUT_OF_ORDER', {});
    case 'AUTH_TOKEN_EXPIRED':
    case 'SIGN_IN_OVER':
      return new OpsdeckError('LOGIN_ENDED', {});
    default:
      return exhaustive(reason);
  }
}
