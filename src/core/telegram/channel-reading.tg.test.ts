import { describe, expect, it } from 'vitest';
import { driverOnSandbox, patient } from './testing/driver-on-sandbox.ts';

const options = patient;
const world = driverOnSandbox({ accountsPerTest: 2, mostTests: 20 });

const hourAgo = () => Math.floor(Date.now() / 1000) - 3_600;
const post = (id: number, text: string, editedAt: number | null = null) => {
  return { id, date: hourAgo(), text, views: 900, forwards: 3, editedAt };
};
const tea = { kind: 'channel', username: 'Tea_Daily', id: '1700000001', title: 'Tea' } as const;
const readTea = () => world.driver.readChannel(world.accountAt(0).session, 'tea_daily', options);
const readPost = (messageId: number, telegramId: string | null = tea.id) =>
  world.driver.readPost(
    world.accountAt(0).session,
    { username: 'tea_daily', telegramId, messageId },
    options,
  );

describe('a public channel', () => {
  it('tells who it is and how many read it, without being joined', async () => {
    const title = '☕️ Tea · شاي يومي';
    await world.sandbox.setNames([
      { ...tea, title, about: 'A cup a day', subscribers: 12_345, averageViews: 4_000, verified: true },
    ]);
    const result = await readTea();
    expect(result).toMatchObject({
      kind: 'done',
      value: {
        telegramId: tea.id,
        username: 'Tea_Daily',
        title,
        about: 'A cup a day',
        subscribers: 12_345,
        isVerified: true,
        isScam: false,
      },
    });
    if (result.kind !== 'done') throw new Error('not read');
    expect(result.value.postsAveraged).toBeGreaterThan(10);
    expect(result.value.averageViews).toBeGreaterThan(3_000);
    expect(result.value.averageViews).toBeLessThan(5_000);
  });

  it('that Telegram warns of says so, and one without posts has no average', async () => {
    await world.sandbox.setNames([{ ...tea, scam: true }]);
    await world.sandbox.setPosts(tea.id, []);
    expect(await readTea()).toMatchObject({ kind: 'done', value: { isScam: true, averageViews: null } });
  });

  it('that vanished, went private, or never was one is refused for that reason', async () => {
    await world.sandbox.setNames([{ ...tea, isPrivate: true }]);
    expect(await readTea()).toMatchObject({ kind: 'refused', reason: 'CHANNEL_PRIVATE' });
    expect(await readPost(1)).toMatchObject({ kind: 'refused', reason: 'CHANNEL_PRIVATE' });
    await world.sandbox.setNames([{ kind: 'user', username: 'tea_daily', id: '9', firstName: 'Tea' }]);
    expect(await readTea()).toMatchObject({ kind: 'refused', reason: 'USERNAME_OF_USER' });
    await world.sandbox.setNames([{ kind: 'group', username: 'tea_daily', id: '9', title: 'Tea talk' }]);
    expect(await readTea()).toMatchObject({ kind: 'refused', reason: 'USERNAME_OF_GROUP' });
    await world.sandbox.removeName('TEA_DAILY');
    expect(await readTea()).toMatchObject({ kind: 'refused', reason: 'USERNAME_NOT_OCCUPIED' });
    expect(
      await world.driver.readChannel(world.accountAt(0).session, 'no name at all', options),
    ).toMatchObject({ kind: 'refused', reason: 'USERNAME_INVALID' });
  });
});

const readRecent = (since: number, telegramId: string | null = tea.id) =>
  world.driver.readRecentPosts(
    world.accountAt(0).session,
    { username: 'tea_daily', telegramId, since },
    options,
  );

describe('the recent posts of a channel', () => {
  it('come newest first, back to an instant, over several pages', async () => {
    await world.sandbox.setNames([tea]);
    const now = Math.floor(Date.now() / 1000);
    const posts = Array.from({ length: 250 }, (_, index) => ({
      ...post(index + 1, `Post ${index + 1}`),
      date: now - (250 - index) * 60,
    }));
    await world.sandbox.setPosts(tea.id, posts);
    const result = await readRecent((now - 150 * 60) * 1_000);
    if (result.kind !== 'done') throw new Error(`not read: ${result.kind}`);
    expect(result.value).toMatchObject({ telegramId: tea.id, isComplete: true });
    expect(result.value.posts.map(({ messageId }) => messageId)).toEqual(
      Array.from({ length: 150 }, (_, back) => 250 - back),
    );
  });

  it('are said not to be all where there are too many, and of another channel are refused', async () => {
    await world.sandbox.setNames([tea]);
    const posts = Array.from({ length: 320 }, (_, index) => post(index + 1, 'Tea'));
    await world.sandbox.setPosts(tea.id, posts);
    expect(await readRecent(0)).toMatchObject({ kind: 'done', value: { isComplete: false } });
    await world.sandbox.setPosts(tea.id, []);
    expect(await readRecent(0)).toMatchObject({ kind: 'done', value: { isComplete: true, posts: [] } });
    expect(await readRecent(0, '1700000002')).toMatchObject({
      kind: 'refused',
      reason: 'USERNAME_OF_OTHER_CHANNEL',
    });
  });
});

describe('a post', () => {
  it('is up, edited, or missing', async () => {
    await world.sandbox.setNames([tea]);
    await world.sandbox.setPosts(tea.id, [post(7, 'Buy our tea'), post(8, 'Buy it', hourAgo() + 60)]);
    expect(await readPost(7)).toMatchObject({
      kind: 'done',
      value: {
        state: 'up',
        telegramId: tea.id,
        messageId: 7,
        text: 'Buy our tea',
        editedAt: null,
        forwards: 3,
      },
    });
    const edited = await readPost(8);
    expect(edited).toMatchObject({ kind: 'done', value: { state: 'up', text: 'Buy it' } });
    if (edited.kind !== 'done' || edited.value.state !== 'up') throw new Error('not read');
    const { publishedAt, editedAt, views } = edited.value;
    expect(editedAt).toBe(publishedAt + 60_000);
    expect(views).toBeGreaterThan(0);
    expect(await readPost(9)).toMatchObject({ kind: 'done', value: { state: 'missing', messageId: 9 } });
    await world.sandbox.setPosts(tea.id, [post(8, 'Buy it')]);
    expect(await readPost(7)).toMatchObject({ kind: 'done', value: { state: 'missing' } });
  });

  it('is not looked for in another channel that has the username now', async () => {
    await world.sandbox.setNames([{ ...tea, id: '1700000002' }]);
    await world.sandbox.setPosts('1700000002', [post(7, 'Something else')]);
    expect(await readPost(7)).toMatchObject({ kind: 'refused', reason: 'USERNAME_OF_OTHER_CHANNEL' });
    expect(await readPost(7, null)).toMatchObject({ kind: 'done', value: { state: 'up' } });
  });
});

describe('reading through a bad line', () => {
  it.each(['contacts.ResolveUsername', 'channels.GetFullChannel', 'messages.GetHistory'])(
    'ends by its deadline when nobody answers %s',
    async (request) => {
      await world.sandbox.setNames([tea]);
      const { userId, session } = world.accountAt(0);
      // Loads the worker, so that the short deadline is about the silence.
      await readTea();
      await world.sandbox.setMethodScript(userId, request, { kind: 'silent', times: 1 });
      expect(await world.driver.readChannel(session, 'tea_daily', { deadlineMs: 700 })).toMatchObject({
        kind: 'failed',
        outcome: 'unreachable',
        errorCode: 'TIMEOUT',
      });
    },
  );

  it('ends when the line is cut, and says what an account is told', async () => {
    await world.sandbox.setNames([tea]);
    const { userId } = world.accountAt(0);
    await world.sandbox.setMethodScript(userId, 'channels.GetFullChannel', { kind: 'silent', times: 1 });
    const cut = readTea();
    await world.sandbox.untilOpenSockets(1);
    await world.sandbox.restart();
    const result = await cut;
    expect(result).toMatchObject({ kind: 'failed', outcome: 'unreachable' });
    for (const [message, outcome] of [
      ['FLOOD_WAIT_31', 'flood_wait'],
      ['USER_DEACTIVATED_BAN', 'banned'],
    ] as const) {
      const script = { kind: 'error', code: 420, message, times: 1 } as const;
      await world.sandbox.setMethodScript(userId, 'contacts.ResolveUsername', script);
      expect(await readTea()).toMatchObject({ kind: 'failed', outcome, errorCode: message });
    }
  });
});
