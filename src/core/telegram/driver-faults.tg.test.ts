import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:net';
import { startSandbox, type Sandbox } from '#sandbox/start-sandbox.ts';
import pino from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SessionString, TelegramDriver } from './driver.ts';
import { openTelegramDriver } from './open-driver.ts';
import { probeServer } from './probe-server.ts';
import { encodeSession } from './session-string.ts';

const logger = pino({ level: 'silent' });

describe('a driver whose far end misbehaves', () => {
  let sandbox: Sandbox;
  let driver: TelegramDriver;

  beforeEach(async () => {
    sandbox = await startSandbox({ count: 20, mix: { silent: 1 } });
    driver = openTelegramDriver({ server: sandbox.server, logger });
  });
  afterEach(async () => {
    await driver.close();
    await sandbox.stop();
  });

  const sessionAt = (index: number): SessionString => {
    const account = sandbox.accounts[index];
    if (account === undefined) throw new Error('the sandbox has too few accounts');
    return account.session;
  };

  /** A deadline that starts while GramJS is still being loaded may pass before anything is sent. */
  const loadWorker = async (): Promise<void> => {
    await sandbox.setScript(sandbox.accounts[19]?.userId ?? '', { kind: 'active' });
    const result = await driver.checkAccount(sessionAt(19), { deadlineMs: 60_000 });
    expect(result.outcome).toBe('active');
  };

  it('ends by the deadline with its socket closed when nobody answers', async () => {
    await loadWorker();
    const result = await driver.checkAccount(sessionAt(0), { deadlineMs: 500 });
    expect(result).toMatchObject({ outcome: 'unreachable', errorCode: 'TIMEOUT', self: null });
    await sandbox.untilOpenSockets(0);
    expect((await sandbox.counts()).accounts[sandbox.accounts[0]?.userId ?? '']).toMatchObject({ total: 1 });
  });

  it('is told when the server stops in the middle', async () => {
    const checks = Promise.all(
      sandbox.accounts.map((account) => driver.checkAccount(account.session, { deadlineMs: 60_000 })),
    );
    await sandbox.untilOpenSockets(sandbox.accounts.length);
    await sandbox.stop();
    for (const result of await checks) {
      expect(result.outcome).toBe('unreachable');
      expect(['CONNECTION_CLOSED', 'ECONNRESET', 'EPIPE']).toContain(result.errorCode);
    }
  });

  it('names the fault when nothing listens', async () => {
    await sandbox.stop();
    const result = await driver.checkAccount(sessionAt(0), { deadlineMs: 10_000 });
    expect(result).toMatchObject({ outcome: 'unreachable', errorCode: 'ECONNREFUSED' });
  });

  it('ends everything under way when it is closed, and takes nothing more', async () => {
    // The second waits for its turn on the session when the driver closes.
    const checks = [0, 0, 1].map((index) => driver.checkAccount(sessionAt(index), { deadlineMs: 60_000 }));
    const ended = Promise.all(
      checks.map((check) => expect(check).rejects.toMatchObject({ code: 'SHUTTING_DOWN' })),
    );
    await sandbox.untilOpenSockets(2);
    await driver.close();
    await ended;
    await sandbox.untilOpenSockets(0);
    await expect(driver.checkAccount(sessionAt(0), { deadlineMs: 1_000 })).rejects.toMatchObject({
      code: 'SHUTTING_DOWN',
    });
  });

  it('gives a session that the data centre has never seen as unauthorised', async () => {
    const session = encodeSession({
      dataCentre: 2,
      address: '127.0.0.1',
      port: 443,
      authKey: randomBytes(256),
    });
    const result = await driver.checkAccount(session, { deadlineMs: 10_000 });
    expect(result).toMatchObject({ outcome: 'unauthorised', errorCode: 'AUTH_KEY_NOT_FOUND' });
  });
});

describe('a driver whose far end speaks nonsense', () => {
  it.each([
    ['random bytes', randomBytes(4_096)],
    ['a frame of a negative length', Buffer.from('53feffff53feffff53feffff', 'hex')],
    ['the start of a frame of 2 GB', Buffer.from('ffffff7f00000000', 'hex')],
    [
      'a well-formed frame under no key',
      Buffer.concat([Buffer.from('2c00000000000000', 'hex'), randomBytes(36)]),
    ],
  ])('ends with its socket closed: %s', async (_what, bytes) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.write(bytes));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const port = portOf(server);
    const sandbox = await startSandbox({ count: 1 });
    const [account] = sandbox.accounts;
    if (account === undefined) throw new Error('the sandbox has no account');
    const driver = openTelegramDriver({ server: { ...sandbox.server, port }, logger });
    const result = await driver.checkAccount(account.session, { deadlineMs: 1_500 });
    expect(result.outcome).toBe('unreachable');
    await driver.close();
    await sandbox.stop();
    // Waits for every connection: it ends only because the driver's socket is closed.
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('probing the server', () => {
  it('finds a running one, and says TELEGRAM_UNREACHABLE of a stopped one', async () => {
    const sandbox = await startSandbox();
    await probeServer(sandbox.server, { deadlineMs: 5_000 });
    await sandbox.stop();
    await expect(probeServer(sandbox.server, { deadlineMs: 5_000 })).rejects.toMatchObject({
      code: 'TELEGRAM_UNREACHABLE',
      details: { server: `127.0.0.1:${sandbox.port}` },
    });
  });
});

it('refuses a test server whose key is none', () => {
  const server = {
    kind: 'test-server',
    apiId: 1,
    apiHash: 'x',
    host: '127.0.0.1',
    port: 1,
    publicKey: 'none',
  } as const;
  expect(() => openTelegramDriver({ server, logger })).toThrow(
    expect.objectContaining({ code: 'CONFIG_INVALID' }),
  );
});

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return address.port;
}
