import { generateServerIdentity } from '#sandbox/handshake/server-identity.ts';
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { openTelegramDriver } from './open-driver.ts';
import { parseSessionString } from './session-string.ts';
import { signInRefusals, type PhoneSignIn, type SignedIn, type SignInStep } from './sign-in.ts';
import { driverOnSandbox, patient } from './testing/driver-on-sandbox.ts';

const options = patient;
const world = driverOnSandbox({ accountsPerTest: 6, mostTests: 30, dataCentres: [2, 4, 1] });

async function start(phone: string, more: { readonly lifetimeMs?: number } = {}): Promise<PhoneSignIn> {
  const started = await world.driver.startPhoneSignIn(phone, { ...options, ...more });
  if (started.kind !== 'code-sent') throw new Error(`no code was sent: ${JSON.stringify(started)}`);
  return started.signIn;
}

function signedIn(step: SignInStep): SignedIn {
  if (step.kind !== 'signed-in') throw new Error(`not signed in: ${JSON.stringify(step)}`);
  return step;
}

describe('signing in by phone', () => {
  it.each([
    ['its own data centre', 0, null],
    ['another data centre, told at once', 1, 'phone'],
    ['another data centre, told by NETWORK_MIGRATE', 2, 'network'],
    ['another data centre, told when the code is given', 1, 'user'],
  ] as const)('gives a session that works, at %s', async (_where, index, how) => {
    const account = world.accountAt(index);
    if (how !== null) await world.sandbox.setPhoneScript(account.phone, { kind: 'migrates', how });
    const started = await world.driver.startPhoneSignIn(account.phone, options);
    expect(started).toMatchObject({
      kind: 'code-sent',
      code: { delivery: 'app', length: 5, nextDelivery: 'sms', resendAfterSeconds: 60 },
    });
    if (started.kind !== 'code-sent') return;
    await world.sandbox.untilOpenSockets(0);

    const code = await world.sandbox.readLoginCode(account.phone);
    const { session, dataCentre, self } = signedIn(await started.signIn.submitCode(` ${code}\n`, options));
    expect(self).toMatchObject({ userId: account.userId, phone: account.phone });
    expect(dataCentre).toBe(account.dataCentre);
    expect(parseSessionString(session)).toMatchObject({ session, dataCentre });
    expect(await world.driver.checkAccount(session, options)).toMatchObject({ outcome: 'active' });
    expect(await world.driver.checkAccount(account.session, options)).toMatchObject({ outcome: 'active' });
    expect(await started.signIn.submitCode(code, options)).toMatchObject({ reason: 'SIGN_IN_OVER' });
  });

  it('takes the two-step password, and says when it is wrong', async () => {
    const account = world.accountAt(1);
    await world.sandbox.setPassword(account.userId, 'пароль 🔑', 'the usual');
    const signIn = await start(account.phone);
    expect(await signIn.submitPassword('too early', options)).toMatchObject({
      reason: 'SIGN_IN_OUT_OF_ORDER',
    });
    const step = await signIn.submitCode(await world.sandbox.readLoginCode(account.phone), options);
    expect(step).toEqual({ kind: 'password-needed', hint: 'the usual' });
    for (const wrong of ['', 'пароль', 'x'.repeat(5_000)]) {
      expect(await signIn.submitPassword(wrong, options)).toMatchObject({
        kind: 'refused',
        reason: 'PASSWORD_HASH_INVALID',
      });
    }
    expect(await signIn.submitCode('12345', options)).toMatchObject({ reason: 'SIGN_IN_OUT_OF_ORDER' });
    const { session } = signedIn(await signIn.submitPassword('пароль 🔑', options));
    expect(await world.driver.checkAccount(session, options)).toMatchObject({ outcome: 'active' });
  });

  it('says of wrong codes that they are wrong, three times, and then sends a new one', async () => {
    const account = world.accountAt(0);
    const signIn = await start(account.phone);
    expect(await signIn.submitCode('  ', options)).toMatchObject({ reason: 'PHONE_CODE_EMPTY' });
    for (const wrong of ['1', '1234567890', 'abcde']) {
      expect(await signIn.submitCode(wrong, options)).toMatchObject({ reason: 'PHONE_CODE_INVALID' });
    }
    expect(await signIn.submitCode('12345', options)).toMatchObject({ reason: 'PHONE_CODE_EXPIRED' });
    expect(await signIn.resendCode(options)).toMatchObject({ kind: 'code-sent', code: { delivery: 'app' } });
    signedIn(await signIn.submitCode(await world.sandbox.readLoginCode(account.phone), options));
  });

  it('sends the code by the next way as long as there is one; an expired one is sent anew', async () => {
    const account = world.accountAt(0);
    const signIn = await start(account.phone);
    expect(await signIn.resendCode(options)).toMatchObject({
      code: { delivery: 'sms', nextDelivery: 'call' },
    });
    expect(await signIn.resendCode(options)).toMatchObject({
      code: { delivery: 'call', nextDelivery: null },
    });
    expect(await signIn.resendCode(options)).toMatchObject({ reason: 'SEND_CODE_UNAVAILABLE' });
    const code = await world.sandbox.readLoginCode(account.phone);
    await world.sandbox.expireLoginCode(account.phone);
    expect(await signIn.submitCode(code, options)).toMatchObject({ reason: 'PHONE_CODE_EXPIRED' });
    expect(await signIn.resendCode(options)).toMatchObject({ kind: 'code-sent' });
    signedIn(await signIn.submitCode(await world.sandbox.readLoginCode(account.phone), options));
  });

  it.each([
    ['123', null, 'PHONE_NUMBER_INVALID', null],
    ['not a number', null, 'PHONE_NUMBER_INVALID', null],
    ['+9996620000', { code: 400, message: 'PHONE_NUMBER_BANNED' }, 'PHONE_NUMBER_BANNED', null],
    ['+9996620000', { code: 400, message: 'PHONE_NUMBER_FLOOD' }, 'PHONE_NUMBER_FLOOD', null],
    ['+9996620000', { code: 420, message: 'FLOOD_WAIT_321' }, 'FLOOD_WAIT', 321],
  ] as const)(
    'is refused for the number %s when Telegram says %j',
    async (phone, error, reason, waitSeconds) => {
      if (error !== null) await world.sandbox.setPhoneScript(phone, { kind: 'error', ...error });
      expect(await world.driver.startPhoneSignIn(phone, options)).toEqual({
        kind: 'refused',
        reason,
        waitSeconds,
      });
    },
  );

  it('knows each refusal of Telegram’s by its name, at every step', async () => {
    const account = world.accountAt(0);
    await world.sandbox.setPassword(account.userId, 'secret');
    const names = signInRefusals.filter((name) => !name.startsWith('SIGN_IN_') && name !== 'FLOOD_WAIT');
    const signIn = await start(account.phone);
    const fails = async (request: string, message: string): Promise<void> => {
      await world.sandbox.setMethodScript(account.userId, request, {
        kind: 'error',
        code: 400,
        message,
        times: 1,
      });
    };
    for (const reason of names) {
      const refusal = { kind: 'refused', reason, waitSeconds: null };
      // Beginning takes a new key each time, which is slow: a few stand for all.
      if (reason.startsWith('PHONE_NUMBER')) {
        await fails('auth.SendCode', reason);
        expect(await world.driver.startPhoneSignIn(account.phone, options)).toEqual(refusal);
      }
      await fails('auth.SignIn', reason);
      expect(await signIn.submitCode('12345', options)).toEqual(refusal);
    }
    await fails('auth.SignIn', 'FLOOD_WAIT_7');
    expect(await signIn.submitCode('12345', options)).toMatchObject({ reason: 'FLOOD_WAIT', waitSeconds: 7 });
    await fails('auth.SignIn', 'SOMETHING_NEW');
    expect(await signIn.submitCode('12345', options)).toEqual({
      kind: 'unreachable',
      errorCode: 'SOMETHING_NEW',
    });
  });

  it('says that a number has no account, and that an account is banned', async () => {
    const signIn = await start('+99966299999');
    const code = await world.sandbox.readLoginCode('+99966299999');
    expect(await signIn.submitCode(code, options)).toMatchObject({ reason: 'PHONE_NUMBER_UNOCCUPIED' });
    await world.sandbox.setScript(world.accountAt(0).userId, { kind: 'banned' });
    expect(await world.driver.startPhoneSignIn(world.accountAt(0).phone, options)).toMatchObject({
      reason: 'PHONE_NUMBER_BANNED',
    });
  });
});

describe('a sign-in by phone that does not go well', () => {
  it('may be cancelled, and is over then', async () => {
    const account = world.accountAt(0);
    const signIn = await start(account.phone);
    await signIn.cancel();
    expect(await signIn.submitCode('12345', options)).toMatchObject({ reason: 'SIGN_IN_OVER' });
    await expect(world.sandbox.readLoginCode(account.phone)).rejects.toThrow('no code');
  });

  it('is over by itself when it is abandoned', async () => {
    const account = world.accountAt(0);
    const signIn = await start(account.phone, { lifetimeMs: 50 });
    for (;;) {
      const step = await signIn.submitCode('00000000', options);
      if (step.kind === 'refused' && step.reason === 'SIGN_IN_OVER') break;
    }
    expect(signIn.expiresAt.getTime()).toBeLessThanOrEqual(Date.now());
  });

  it('signs out again what it obtained after it was cancelled', async () => {
    const account = world.accountAt(0);
    const signIn = await start(account.phone);
    const code = await world.sandbox.readLoginCode(account.phone);
    const step = signIn.submitCode(code, options);
    await signIn.cancel();
    expect(await step).toMatchObject({ kind: 'refused', reason: 'SIGN_IN_OVER' });
    const list = await world.driver.listAuthorizations(account.session, options);
    expect(list.kind === 'done' && list.value.filter(({ isOfficialApp }) => !isOfficialApp)).toHaveLength(1);
  });

  it('goes on after a step that nobody answered, as if nothing had happened', async () => {
    const account = world.accountAt(0);
    const signIn = await start(account.phone);
    const code = await world.sandbox.readLoginCode(account.phone);
    await world.sandbox.setMethodScript(account.userId, 'auth.SignIn', { kind: 'silent' });
    expect(await signIn.submitCode(code, { deadlineMs: 400 })).toEqual({
      kind: 'unreachable',
      errorCode: 'TIMEOUT',
    });
    await world.sandbox.setMethodScript(account.userId, 'auth.SignIn', null);
    await world.sandbox.restart();
    signedIn(await signIn.submitCode(code, options));
  });

  it('finds the session that it obtained without hearing of it', async () => {
    const account = world.accountAt(0);
    const signIn = await start(account.phone);
    const code = await world.sandbox.readLoginCode(account.phone);
    // Takes the code, and sends half of the answer.
    await world.sandbox.setScript(account.userId, { kind: 'cut', afterBytes: 200 });
    expect(await signIn.submitCode(code, options)).toMatchObject({ kind: 'unreachable' });
    await world.sandbox.setScript(account.userId, { kind: 'active' });
    const { session } = signedIn(await signIn.submitCode(code, options));
    expect(await world.driver.checkAccount(session, options)).toMatchObject({ outcome: 'active' });
  });

  it.each(['SRP_ID_INVALID', 'INTERNAL'])('asks for the password again after %s', async (message) => {
    const account = world.accountAt(0);
    await world.sandbox.setPassword(account.userId, 'secret');
    const signIn = await start(account.phone);
    await signIn.submitCode(await world.sandbox.readLoginCode(account.phone), options);
    const script = { kind: 'error', code: 400, message, times: 1 } as const;
    await world.sandbox.setMethodScript(account.userId, 'auth.CheckPassword', script);
    const first = await signIn.submitPassword('secret', options);
    if (first.kind !== 'signed-in') signedIn(await signIn.submitPassword('secret', options));
  });

  it('says that the other end is not Telegram, and in the log why', async () => {
    const lines: string[] = [];
    const logger = pino({ level: 'warn' }, { write: (line) => void lines.push(line) });
    const { kind, apiId, apiHash, host, port } = world.sandbox.server;
    const publicKey = generateServerIdentity().publicKeyPem;
    const server = { kind, apiId, apiHash, host, port, publicKey };
    const mistaken = openTelegramDriver({ server, logger });
    expect(await mistaken.startPhoneSignIn(world.accountAt(0).phone, options)).toEqual({
      kind: 'unreachable',
      errorCode: 'HANDSHAKE_FAILED',
    });
    await mistaken.close();
    expect(lines.join('')).toMatch(/HandshakeFailed the server has none of the keys that are trusted at /);
  });

  it('ends with the driver', async () => {
    const closing = openTelegramDriver({ server: world.sandbox.server, logger: pino({ level: 'silent' }) });
    const started = await closing.startPhoneSignIn(world.accountAt(0).phone, options);
    await closing.close();
    expect(started.kind).toBe('code-sent');
    if (started.kind !== 'code-sent') return;
    await expect(started.signIn.submitCode('12345', options)).rejects.toMatchObject({
      code: 'SHUTTING_DOWN',
    });
    await expect(closing.startPhoneSignIn('+9996620000', options)).rejects.toMatchObject({
      code: 'SHUTTING_DOWN',
    });
  });
});
