import { startSandbox } from '#sandbox/start-sandbox.ts';
import pino from 'pino';
import { expect, it } from 'vitest';
import { openTelegramDriver } from './open-driver.ts';
import { decodeSession } from './session-string.ts';

const options = { deadlineMs: 20_000 };

it('says nothing of phones, codes, passwords, sessions and tokens in the log, whatever happens', async () => {
  const lines: string[] = [];
  const logger = pino({ level: 'trace' }, { write: (line) => void lines.push(line) });
  const sandbox = await startSandbox({ count: 2, dataCentres: [2, 4] });
  const driver = openTelegramDriver({ server: sandbox.server, logger });
  const secrets = ['wrong horse', 'correct horse', '00000'];
  for (const { phone, session, userId } of sandbox.accounts) {
    await sandbox.setPassword(userId, 'correct horse');
    const started = await driver.startPhoneSignIn(phone, options);
    if (started.kind !== 'code-sent') throw new Error('no code was sent');
    const { signIn } = started;
    await signIn.submitCode('00000', options);
    const code = await sandbox.readLoginCode(phone);
    await sandbox.setMethodScript(userId, 'auth.SignIn', { kind: 'silent' });
    await signIn.submitCode(code, { deadlineMs: 300 });
    await sandbox.setMethodScript(userId, 'auth.SignIn', null);
    await signIn.submitCode(code, options);
    await signIn.submitPassword('wrong horse', options);
    await sandbox.restart();
    const step = await signIn.submitPassword('correct horse', options);
    if (step.kind !== 'signed-in') throw new Error(`not signed in: ${step.kind}`);
    await sandbox.setScript(userId, { kind: 'cut', afterBytes: 90 });
    await driver.checkAccount(session, options);
    await sandbox.setScript(userId, { kind: 'corrupt', part: 'payload' });
    await driver.logOut(session, { deadlineMs: 300 });
    secrets.push(phone, phone.slice(1), code, session, step.session);
    for (const each of [session, step.session]) {
      const { authKey } = decodeSession(each);
      secrets.push(authKey.toString('hex'), authKey.toString('base64').slice(0, 40));
    }
  }
  const qr = driver.startQrSignIn();
  for await (const event of qr.events) {
    if (event.kind !== 'token') continue;
    secrets.push(event.url, event.url.slice(-20));
    await qr.cancel();
  }
  await driver.close();
  await sandbox.stop();
  const log = lines.join('');
  expect(lines.length).toBeGreaterThan(0);
  for (const secret of secrets)
    expect(log.includes(secret), `the log has ${secret.slice(0, 4)}…`).toBe(false);
});
