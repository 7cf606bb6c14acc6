import { returnBigInt } from 'telegram/Helpers.js';
import { Api } from 'telegram/tl/index.js';
import type { OperationResult } from '../../operation-result.ts';
import type { TelegramDependencies } from '../connection.ts';
import type { Course } from '../course.ts';
import { runOnSession, UnexpectedAnswer } from './run-on-session.ts';

/** Telegram gives no more at once. */
const pageSize = 100;
/** An account has at most 1,000 channels, and may have any number of chats with people: those do not count. */
const mostPages = 200;

type Page = Api.messages.Dialogs | Api.messages.DialogsSlice;
type Position = Pick<Api.messages.GetDialogs, 'offsetDate' | 'offsetId' | 'offsetPeer'>;

/** Counts the channels and supergroups the account is in; those it has left, and small groups, do not count. */
export function countChannels(
  dependencies: TelegramDependencies,
  session: string,
  course: Course,
): Promise<OperationResult<number>> {
  return runOnSession(dependencies, session, course, async (invoke) => {
    const joined = new Set<string>();
    let position: Position | null = { offsetDate: 0, offsetId: 0, offsetPeer: new Api.InputPeerEmpty() };
    for (let read = 0; position !== null && read < mostPages; read += 1) {
      const answer: unknown = await invoke(
        new Api.messages.GetDialogs({ ...position, limit: pageSize, hash: returnBigInt(0) }),
      );
      if (!(answer instanceof Api.messages.Dialogs || answer instanceof Api.messages.DialogsSlice)) {
        throw new UnexpectedAnswer();
      }
      for (const chat of answer.chats) {
        if (chat instanceof Api.Channel && chat.left !== true) joined.add(chat.id.toString());
      }
      position = positionAfter(answer, position);
    }
    return joined.size;
  });
}

/** Where the next page begins; null when this was the last. */
function positionAfter(page: Page, before: Position): Position | null {
  if (page instanceof Api.messages.Dialogs) return null;
  // The messages of a page are not in the order of its dialogs, and a dialog may have none.
  for (const dialog of page.dialogs.toReversed()) {
    const message = page.messages.find(
      (candidate) => candidate.id === dialog.topMessage && samePeer(candidate, dialog.peer),
    );
    if (!(message instanceof Api.Message || message instanceof Api.MessageService)) continue;
    const isFurther = before.offsetDate === 0 || message.date <= before.offsetDate;
    const isSame = message.date === before.offsetDate && message.id === before.offsetId;
    if (!isFurther || isSame) return null;
    return { offsetDate: message.date, offsetId: message.id, offsetPeer: inputPeer(dialog.peer, page) };
  }
  return null;
}

function samePeer(message: Api.TypeMessage, peer: Api.TypePeer): boolean {
  const { peerId } = message;
  return peerId !== undefined && peerName(peerId) === peerName(peer);
}

function peerName(peer: Api.TypePeer): string {
  if (peer instanceof Api.PeerUser) return `user ${peer.userId.toString()}`;
  if (peer instanceof Api.PeerChat) return `chat ${peer.chatId.toString()}`;
  return `channel ${peer.channelId.toString()}`;
}

function inputPeer(peer: Api.TypePeer, { chats, users }: Page): Api.TypeInputPeer {
  if (peer instanceof Api.PeerChat) return new Api.InputPeerChat({ chatId: peer.chatId });
  if (peer instanceof Api.PeerUser) {
    const user = users.find((candidate) => candidate.id.equals(peer.userId));
    const accessHash = user instanceof Api.User ? user.accessHash : undefined;
    if (accessHash === undefined) return new Api.InputPeerEmpty();
    return new Api.InputPeerUser({ userId: peer.userId, accessHash });
  }
  const channel = chats.find((candidate) => candidate.id.equals(peer.channelId));
  const accessHash = channel instanceof Api.Channel ? channel.accessHash : undefined;
  if (accessHash === undefined) return new Api.InputPeerEmpty();
  return new Api.InputPeerChannel({ channelId: peer.channelId, accessHash });
}
