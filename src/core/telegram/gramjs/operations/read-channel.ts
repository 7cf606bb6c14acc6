import { returnBigInt } from 'telegram/Helpers.js';
import { Api } from 'telegram/tl/index.js';
import type { ChannelFacts } from '../../channel-reading.ts';
import type { OperationResult } from '../../operation-result.ts';
import type { TelegramDependencies } from '../connection.ts';
import type { Course } from '../course.ts';
import { resolveChannel, type ResolvedChannel } from './resolve-channel.ts';
import { type Invoke, runOnSession, UnexpectedAnswer } from './run-on-session.ts';

const postsLookedAt = 20;
/** A post that is younger still gets most of its views. */
const settledAfterSeconds = 86_400;

/** Three requests under one connection: the username, what is known of the channel, its last posts. */
export function readChannel(
  dependencies: TelegramDependencies,
  { session, username }: { readonly session: string; readonly username: string },
  course: Course,
): Promise<OperationResult<ChannelFacts>> {
  return runOnSession(dependencies, session, course, async (invoke) => {
    const { channel, input } = await resolveChannel(invoke, username);
    const answer: unknown = await invoke(new Api.channels.GetFullChannel({ channel: input }));
    if (!(answer instanceof Api.messages.ChatFull)) throw new UnexpectedAnswer();
    const full = answer.fullChat;
    if (!(full instanceof Api.ChannelFull)) throw new UnexpectedAnswer();
    return {
      telegramId: channel.id.toString(),
      username: channel.username ?? username,
      title: channel.title,
      about: full.about,
      subscribers: full.participantsCount ?? null,
      isVerified: channel.verified === true,
      isScam: channel.scam === true || channel.fake === true,
      ...averageOf(await lastPosts(invoke, input)),
    };
  });
}

async function lastPosts(invoke: Invoke, input: ResolvedChannel['input']): Promise<Api.Message[]> {
  const { channelId, accessHash } = input;
  const answer: unknown = await invoke(
    new Api.messages.GetHistory({
      peer: new Api.InputPeerChannel({ channelId, accessHash }),
      limit: postsLookedAt,
      offsetId: 0,
      offsetDate: 0,
      addOffset: 0,
      maxId: 0,
      minId: 0,
      hash: returnBigInt(0),
    }),
  );
  if (!(answer instanceof Api.messages.ChannelMessages)) throw new UnexpectedAnswer();
  return answer.messages.filter((message) => message instanceof Api.Message);
}

/** Posts forwarded from elsewhere bring the views of their origin, which say nothing of this channel. */
function averageOf(posts: readonly Api.Message[]): Pick<ChannelFacts, 'averageViews' | 'postsAveraged'> {
  const own = posts.filter(({ fwdFrom, views }) => !fwdFrom && typeof views === 'number');
  const now = Date.now() / 1000;
  const settled = own.filter(({ date }) => now - date >= settledAfterSeconds);
  const counted = settled.length > 0 ? settled : own;
  const sum = counted.reduce((total, { views }) => total + (views ?? 0), 0);
  return {
    averageViews: counted.length === 0 ? null : Math.round(sum / counted.length),
    postsAveraged: counted.length,
  };
}
