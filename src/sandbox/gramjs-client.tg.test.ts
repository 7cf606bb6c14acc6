import { TelegramClient } from 'telegram';
import { registerServerKey } from '#core/telegram/gramjs/register-server-key.ts';
import { Logger, LogLevel } from 'telegram/extensions/Logger.js';
import { ConnectionTCPFull } from 'telegram/network/index.js';
import { StringSession } from 'telegram/sessions/index.js';
import { Api } from 'telegram/tl/index.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type Sandbox } from './start-sandbox.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ count: 3 });
  registerServerKey(sandbox.publicKey);
});
afterAll(() => sandbox.stop());

/** GramJS as it is; only told where the sandbox is. */
function openClient(session: StringSession): TelegramClient {
  const { host, port, apiId, apiHash } = sandbox.server;
  class ToSandbox extends ConnectionTCPFull {
    constructor(parameters: ConstructorParameters<typeof ConnectionTCPFull>[0]) {
      super({ ...parameters, ip: host, port });
    }
  }
  return new TelegramClient(session, apiId, apiHash, {
    connection: ToSandbox,
    connectionRetries: 1,
    baseLogger: new Logger(LogLevel.NONE),
  });
}

describe('the unmodified GramJS client', () => {
  it('signs in with a stored session and reads itself', async () => {
    const [account] = sandbox.accounts;
    const client = openClient(new StringSession(account?.session));
    await client.connect();
    const me = await client.getMe();
    expect(me.id.toString()).toBe(account?.userId);
    expect(me.firstName).toBe(account?.firstName);
    expect(await client.isUserAuthorized()).toBe(true);
    const config = await client.invoke(new Api.help.GetConfig());
    expect(config.dcOptions[0]).toMatchObject({ ipAddress: sandbox.host, port: sandbox.port });
    await client.destroy();
  });

  it('agrees on a new key, which then belongs to nobody, and comes back with it', async () => {
    const session = await makeKey();
    const client = openClient(new StringSession(session));
    await client.connect();
    expect(await client.isUserAuthorized()).toBe(false);
    await expect(client.getMe()).rejects.toMatchObject({ errorMessage: 'AUTH_KEY_UNREGISTERED' });
    await client.destroy();
  });

  it('gets protocol services and errors for what the sandbox does not know', async () => {
    const client = openClient(new StringSession(sandbox.accounts[1]?.session));
    await client.connect();
    const { _sender: sender } = client;
    const { returnBigInt } = await import('telegram/Helpers.js');
    const pong = await sender?.send(new Api.Ping({ pingId: returnBigInt(42) }));
    expect(pong).toMatchObject({ className: 'Pong' });
    await expect(client.invoke(new Api.help.GetNearestDc())).rejects.toMatchObject({
      errorMessage: 'INPUT_METHOD_INVALID',
    });
    // Several requests in one container, and one so long that GramJS packs it.
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => client.invoke(new Api.updates.GetState())),
    );
    expect(answers.every((answer) => answer.pts === 1)).toBe(true);
    const selves = Array.from({ length: 100 }, () => new Api.InputUserSelf());
    expect(await client.invoke(new Api.users.GetUsers({ id: selves }))).toHaveLength(100);
    await client.destroy();
  });

  it('signs in by phone, with a wrong code and a wrong password before the right ones', async () => {
    const [, , account] = sandbox.accounts;
    if (account === undefined) throw new Error('the sandbox has too few accounts');
    await sandbox.setPassword(account.userId, 'right', 'a hint');
    const client = openClient(new StringSession(await makeKey()));
    await client.connect();
    const codes = ['00000x'];
    const passwords = ['wrong', 'right'];
    const errors: string[] = [];
    await client.start({
      phoneNumber: account.phone,
      phoneCode: async () => codes.shift() ?? (await sandbox.readLoginCode(account.phone)),
      password: (hint) => Promise.resolve(hint === 'a hint' ? (passwords.shift() ?? '') : 'no hint'),
      onError: async (error) => {
        errors.push('errorMessage' in error ? String(error.errorMessage) : error.message);
        return false;
      },
    });
    expect(errors).toEqual(['PHONE_CODE_INVALID', 'PASSWORD_HASH_INVALID']);
    expect((await client.getMe()).id.toString()).toBe(account.userId);
    await client.destroy();
  });

  it('signs in by QR code, and pages through its dialogs', async () => {
    const [account] = sandbox.accounts;
    if (account === undefined) throw new Error('the sandbox has too few accounts');
    await sandbox.setJoinedChannels(account.userId, 230);
    const client = openClient(new StringSession(await makeKey()));
    await client.connect();
    await client.signInUserWithQrCode(
      { apiId: sandbox.server.apiId, apiHash: sandbox.server.apiHash },
      {
        qrCode: ({ token }) => sandbox.confirmLoginToken(token.toString('base64url'), account.userId),
        onError: async (error) => {
          throw error;
        },
      },
    );
    expect((await client.getMe()).id.toString()).toBe(account.userId);
    const dialogs = await client.getDialogs({});
    expect(dialogs.filter(({ isChannel }) => isChannel)).toHaveLength(231);
    await client.destroy();
  });

  it('leaves no socket behind', async () => {
    await sandbox.untilOpenSockets(0);
  });
});

/** GramJS drops leading zero bytes of a new key, so that about one handshake in 256 fails its own last check. */
async function makeKey(): Promise<string> {
  for (;;) {
    const session = new StringSession('');
    const client = openClient(session);
    const isConnected = await client.connect();
    await client.destroy();
    if (isConnected) return session.save();
  }
}
