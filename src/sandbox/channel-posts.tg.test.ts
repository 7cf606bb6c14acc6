import { TelegramClient } from 'telegram';
import { Logger, LogLevel } from 'telegram/extensions/Logger.js';
import { ConnectionTCPFull } from 'telegram/network/index.js';
import { StringSession } from 'telegram/sessions/index.js';
import { Api } from 'telegram/tl/index.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerServerKey } from '#core/telegram/gramjs/register-server-key.ts';
import { startSandbox, type Sandbox } from './start-sandbox.ts';

let sandbox: Sandbox;
let client: TelegramClient;
let channel: Api.Channel;

beforeAll(async () => {
  sandbox = await startSandbox({ count: 1, joinedChannels: [3] });
  registerServerKey(sandbox.publicKey);
  const { host, port, apiId, apiHash } = sandbox.server;
  class ToSandbox extends ConnectionTCPFull {
    constructor(parameters: ConstructorParameters<typeof ConnectionTCPFull>[0]) {
      super({ ...parameters, ip: host, port });
    }
  }
  client = new TelegramClient(new StringSession(sandbox.accounts[0]?.session), apiId, apiHash, {
    connection: ToSandbox,
    connectionRetries: 1,
    baseLogger: new Logger(LogLevel.NONE),
  });
  await client.connect();
  const dialogs = await client.getDialogs({ limit: 20 });
  const found = dialogs.map(({ entity }) => entity).find((entity) => entity instanceof Api.Channel);
  if (!(found instanceof Api.Channel)) throw new Error('the sandbox account has joined no channel');
  channel = found;
});
afterAll(async () => {
  await client.destroy();
  await sandbox.stop();
});

describe('the posts of a channel, read with the unmodified GramJS client', () => {
  it('come newest first, page by page, with views that grow', async () => {
    const first = await client.getMessages(channel, { limit: 15 });
    const next = await client.getMessages(channel, { limit: 15, offsetId: first.at(-1)?.id ?? 0 });
    const numbers = [...first, ...next].map(({ id }) => id);
    expect(numbers).toEqual(numbers.toSorted((one, other) => other - one));
    expect(new Set(numbers).size).toBe(30);
    const views = next.map((post) => post.views ?? 0);
    expect(Math.min(...views)).toBeGreaterThan(0);
  });

  it('are what a test has set: edited, deleted, never published', async () => {
    const hourAgo = Math.floor(Date.now() / 1000) - 3_600;
    const published = { id: 7, date: hourAgo, text: 'Buy our tea', views: 900, forwards: 3, editedAt: null };
    await sandbox.setPosts(channel.id.toString(), [published]);
    const [read, never] = await client.getMessages(channel, { ids: [7, 8] });
    expect(read).toMatchObject({ message: 'Buy our tea', forwards: 3 });
    expect(read?.views).toBeGreaterThan(50);
    expect(never).toBeUndefined();
    await sandbox.setPosts(channel.id.toString(), [{ ...published, text: 'Buy it', editedAt: hourAgo + 60 }]);
    const [edited] = await client.getMessages(channel, { ids: [7] });
    expect(edited).toMatchObject({ message: 'Buy it', editDate: hourAgo + 60 });
    await sandbox.setPosts(channel.id.toString(), []);
    const [deleted] = await client.getMessages(channel, { ids: [7] });
    expect(deleted).toBeUndefined();
  });

  it('tell their views, and never count the reader as one', async () => {
    const [newest] = await client.getMessages(channel, { limit: 1 });
    const id = [newest?.id ?? 1];
    const { views } = await client.invoke(
      new Api.messages.GetMessagesViews({ peer: channel, id, increment: false }),
    );
    expect(views).toHaveLength(1);
    await expect(
      client.invoke(new Api.messages.GetMessagesViews({ peer: channel, id, increment: true })),
    ).rejects.toMatchObject({ errorMessage: 'INCREMENT_REFUSED' });
  });

  it('of a channel that the account has not joined are private', async () => {
    const { returnBigInt } = await import('telegram/Helpers.js');
    const elsewhere = new Api.InputPeerChannel({ channelId: returnBigInt(42), accessHash: returnBigInt(42) });
    await expect(client.getMessages(elsewhere, { limit: 1 })).rejects.toMatchObject({
      errorMessage: 'CHANNEL_PRIVATE',
    });
  });
});
