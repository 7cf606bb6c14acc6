import { returnBigInt } from 'telegram/Helpers.js';
import { Api } from 'telegram/tl/index.js';
import type { ChannelPost, RecentPosts, RecentPostsReading } from '../../channel-reading.ts';
import type { OperationResult } from '../../operation-result.ts';
import type { TelegramDependencies } from '../connection.ts';
import type { Course } from '../course.ts';
import { postOfMessage } from './post-of-message.ts';
import { resolveChannel, type ResolvedChannel } from './resolve-channel.ts';
import { type Invoke, Refused, runOnSession, UnexpectedAnswer } from './run-on-session.ts';

/** As many as Telegram gives at once. */
const perPage = 100;
const mostPages = 3;

/** The username, then the channel's history page by page, under one connection. Reading it counts no view. */
export function readRecentPosts(
  dependencies: TelegramDependencies,
  { session, username, telegramId, since }: RecentPosts & { readonly session: string },
  course: Course,
): Promise<OperationResult<RecentPostsReading>> {
  return runOnSession(dependencies, session, course, async (invoke) => {
    const { channel, input } = await resolveChannel(invoke, username);
    const found = channel.id.toString();
    if (telegramId !== null && found !== telegramId) throw new Refused('USERNAME_OF_OTHER_CHANNEL');
    const posts: ChannelPost[] = [];
    let offsetId = 0;
    for (let page = 0; page < mostPages; page += 1) {
      const messages = await readPage(invoke, input, offsetId);
      for (const message of messages)
        if (message instanceof Api.Message && message.date * 1000 >= since)
          posts.push(postOfMessage(message));
      const oldest = messages.at(-1);
      const isPast = messages.some(
        (message) => message instanceof Api.Message && message.date * 1000 < since,
      );
      if (oldest === undefined || isPast || messages.length < perPage)
        return { telegramId: found, posts, isComplete: true };
      offsetId = oldest.id;
    }
    return { telegramId: found, posts, isComplete: false };
  });
}

async function readPage(
  invoke: Invoke,
  { channelId, accessHash }: ResolvedChannel['input'],
  offsetId: number,
): Promise<readonly Api.TypeMessage[]> {
  const answer: unknown = await invoke(
    new Api.messages.GetHistory({
      peer: new Api.InputPeerChannel({ channelId, accessHash }),
      limit: perPage,
      offsetId,
      offsetDate: 0,
      addOffset: 0,
      maxId: 0,
      minId: 0,
      hash: returnBigInt(0),
    }),
  );
  if (!(answer instanceof Api.messages.ChannelMessages)) throw new UnexpectedAnswer();
  return answer.messages;
}
