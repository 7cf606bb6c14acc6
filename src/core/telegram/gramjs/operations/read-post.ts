import { Api } from 'telegram/tl/index.js';
import type { PostAddress, PostReading } from '../../channel-reading.ts';
import type { OperationResult } from '../../operation-result.ts';
import type { TelegramDependencies } from '../connection.ts';
import type { Course } from '../course.ts';
import { postOfMessage } from './post-of-message.ts';
import { resolveChannel } from './resolve-channel.ts';
import { Refused, runOnSession, UnexpectedAnswer } from './run-on-session.ts';

/** Two requests under one connection: the username, and the post. Asking for a message counts no view. */
export function readPost(
  dependencies: TelegramDependencies,
  { session, username, telegramId, messageId }: PostAddress & { readonly session: string },
  course: Course,
): Promise<OperationResult<PostReading>> {
  return runOnSession(dependencies, session, course, async (invoke) => {
    const { channel, input } = await resolveChannel(invoke, username);
    const found = channel.id.toString();
    if (telegramId !== null && found !== telegramId) throw new Refused('USERNAME_OF_OTHER_CHANNEL');
    const answer: unknown = await invoke(
      new Api.channels.GetMessages({ channel: input, id: [new Api.InputMessageID({ id: messageId })] }),
    );
    if (!(answer instanceof Api.messages.ChannelMessages)) throw new UnexpectedAnswer();
    const message = answer.messages.find(({ id }) => id === messageId);
    if (!(message instanceof Api.Message)) return { state: 'missing', telegramId: found, messageId };
    return { state: 'up', telegramId: found, ...postOfMessage(message) };
  });
}
