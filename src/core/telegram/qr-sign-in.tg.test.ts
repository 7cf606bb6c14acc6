import { startSandbox } from '#sandbox/start-sandbox.ts';
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { openTelegramDriver } from './open-driver.ts';
import type { QrEvent, QrSignIn } from './sign-in.ts';
import { driverOnSandbox, patient } from './testing/driver-on-sandbox.ts';

const options = patient;
const world = driverOnSandbox({ accountsPerTest: 2, mostTests: 20, dataCentres: [2, 4] });

/** Reads all events, and does something when so many tokens have been shown. */
async function follow(
  signIn: QrSignIn,
  tokens: number,
  act: (url: string) => Promise<void>,
): Promise<readonly QrEvent[]> {
  const events: QrEvent[] = [];
  let shown = 0;
  for await (const event of signIn.events) {
    events.push(event);
    if (event.kind !== 'token') continue;
    shown += 1;
    if (shown === tokens) await act(event.url);
  }
  return events;
}

describe('signing in by QR code', () => {
  it.each([
    ['the data centre that was asked', 0],
    ['another data centre', 1],
  ])('gives a session that works, at %s', async (_where, index) => {
    const account = world.accountAt(index);
    const signIn = world.driver.startQrSignIn();
    const events = await follow(signIn, 1, (url) => world.sandbox.confirmLoginToken(url, account.userId));
    const last = events.at(-1);
    expect(events[0]).toMatchObject({
      kind: 'token',
      url: expect.stringMatching(/^tg:\/\/login\?token=[\w-]{20,}$/),
    });
    expect(last).toMatchObject({
      kind: 'signed-in',
      dataCentre: account.dataCentre,
      self: { userId: account.userId },
    });
    if (last?.kind !== 'signed-in') return;
    expect(await world.driver.checkAccount(last.session, options)).toMatchObject({ outcome: 'active' });
  });

  it('shows a new code before the old one runs out, and both are good until then', async () => {
    const hasty = await startSandbox({ count: 1, loginTokenSeconds: 5 });
    const client = openTelegramDriver({ server: hasty.server, logger: pino({ level: 'silent' }) });
    const userId = hasty.accounts[0]?.userId ?? '';
    const events = await follow(client.startQrSignIn(), 3, (url) => hasty.confirmLoginToken(url, userId));
    const urls = events.flatMap((event) => (event.kind === 'token' ? event.url : []));
    expect(new Set(urls).size).toBe(urls.length);
    expect(urls.length).toBeGreaterThanOrEqual(3);
    expect(events.at(-1)).toMatchObject({ kind: 'signed-in' });
    await expect(hasty.confirmLoginToken(urls[0] ?? '', userId)).rejects.toThrow('AUTH_TOKEN_EXPIRED');
    await client.close();
    await hasty.stop();
  });

  it.each([0, 1])('takes the two-step password, at data centre number %i', async (index) => {
    const account = world.accountAt(index);
    await world.sandbox.setPassword(account.userId, 'secret', 'a hint');
    const signIn = world.driver.startQrSignIn();
    expect(await signIn.submitPassword('secret', options)).toMatchObject({ reason: 'SIGN_IN_OUT_OF_ORDER' });
    const events = await follow(signIn, 1, (url) => world.sandbox.confirmLoginToken(url, account.userId));
    expect(events.at(-1)).toEqual({ kind: 'password-needed', hint: 'a hint' });
    await world.sandbox.untilOpenSockets(0);
    expect(await signIn.submitPassword('wrong', options)).toMatchObject({ reason: 'PASSWORD_HASH_INVALID' });
    expect(await signIn.submitPassword('secret', options)).toMatchObject({
      kind: 'signed-in',
      self: { userId: account.userId },
    });
  });

  it('may be cancelled, and is over then', async () => {
    const signIn = world.driver.startQrSignIn();
    const events = await follow(signIn, 1, () => signIn.cancel());
    expect(events.at(-1)).toMatchObject({ kind: 'refused', reason: 'SIGN_IN_OVER' });
    await world.sandbox.untilOpenSockets(0);
    expect(await signIn.submitPassword('secret', options)).toMatchObject({ reason: 'SIGN_IN_OVER' });
  });

  it('is over by itself when it is abandoned', async () => {
    world.driver.startQrSignIn({ lifetimeMs: 1_000 });
    await world.sandbox.untilOpenSockets(1);
    await world.sandbox.untilOpenSockets(0);
  });

  it('connects again when the data centre restarts, and goes on', async () => {
    const account = world.accountAt(0);
    const signIn = world.driver.startQrSignIn();
    let tokens = 0;
    const events: QrEvent[] = [];
    for await (const event of signIn.events) {
      events.push(event);
      if (event.kind !== 'token') continue;
      tokens += 1;
      if (tokens === 1) await world.sandbox.restart({ downMs: 200 });
      if (tokens === 2) await world.sandbox.confirmLoginToken(event.url, account.userId);
    }
    expect(events.some((event) => event.kind === 'reconnecting')).toBe(true);
    expect(events.at(-1)).toMatchObject({ kind: 'signed-in' });
  });

  it('ends with the driver', async () => {
    const closing = openTelegramDriver({ server: world.sandbox.server, logger: pino({ level: 'silent' }) });
    const events = await follow(closing.startQrSignIn(), 1, () => closing.close());
    expect(events.at(-1)).toMatchObject({ kind: 'unreachable', errorCode: 'WORKER_DIED' });
    expect(() => closing.startQrSignIn()).toThrow(expect.objectContaining({ code: 'SHUTTING_DOWN' }));
  });
});
