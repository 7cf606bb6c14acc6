import { describe, expect, it } from 'vitest';
import { errorCatalogue } from '#contract/errors.ts';
import { signInRefusals } from '../../telegram/sign-in.ts';
import { refusalError } from './refusal-error.ts';

describe('a refusal', () => {
  it.each(signInRefusals)('%s is told in words for people', (reason) => {
    const { code, message } = refusalError({ kind: 'refused', reason, waitSeconds: 42 });
    expect(errorCatalogue[code]).toBeDefined();
    expect(message).not.toContain('{{');
  });

  it.each([
    ['PHONE_NUMBER_FLOOD', 'LOGIN_NUMBER_PAUSED'],
    ['USER_DEACTIVATED_BAN', 'LOGIN_ACCOUNT_CLOSED'],
    ['API_ID_PUBLISHED_FLOOD', 'LOGIN_REFUSED'],
    ['SIGN_IN_OUT_OF_ORDER', 'LOGIN_OUT_OF_ORDER'],
  ] as const)('%s raises %s', (reason, code) => {
    expect(refusalError({ kind: 'refused', reason, waitSeconds: null }).code).toBe(code);
  });

  it('raises LOGIN_NUMBER_PAUSED, raises LOGIN_ACCOUNT_CLOSED and raises LOGIN_REFUSED with their reasons', () => {
    const error = refusalError({ kind: 'refused', reason: 'USER_DEACTIVATED', waitSeconds: null });
    expect(error.details).toEqual({ reason: 'USER_DEACTIVATED' });
  });

  it('tells the wait exactly', () => {
    const error = refusalError({ kind: 'refused', reason: 'FLOOD_WAIT', waitSeconds: 321 });
    expect(error).toMatchObject({ code: 'LOGIN_TOO_MANY_ATTEMPTS', details: { seconds: 321 } });
  });
});
