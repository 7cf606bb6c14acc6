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
