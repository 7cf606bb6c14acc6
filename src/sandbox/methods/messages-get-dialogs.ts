import { returnBigInt } from 'telegram/Helpers.js';
import { Api } from 'telegram/tl/index.js';
import { RpcFault } from '../world/rpc-fault.ts';
import type { SandboxUser } from '../world/sandbox-user.ts';
import type { SandboxMethod } from './method.ts';
import { selfObject } from './user-object.ts';

const mostPerPage = 100;
const firstChannelId = 1_500_000_000;
/** The top message of the newest dialog; each following one is an hour older. */
const newest = 1_760_000_000;

type Dialog = { readonly date: number; readonly peer: Api.TypePeer; readonly chat: Api.TypeChat | null };

/** The channels and supergroups of the account, one it has left, a small group and a chat with itself. */
export const messagesGetDialogs: SandboxMethod = {
  request: 'messages.GetDialogs',
  open: false,
  answer: (request, { user }) => {
    if (!(request instanceof Api.messages.GetDialogs)) throw new RpcFault(400, 'INPUT_REQUEST_INVALID');
    const all = dialogsOf(user);
    const from = all.filter(({ date }) => request.offsetDate === 0 || date < request.offsetDate);
    const page = from.slice(0, Math.min(request.limit, mostPerPage));
    const parts = {
      dialogs: page.map((dialog) => dialogObject(dialog)),
      messages: page.map(({ date, peer }) => new Api.Message({ id: 1, peerId: peer, date, message: '' })),
      chats: page.flatMap(({ chat }) => chat ?? []),
      users: [selfObject(user.account)],
    };
    return page.length === all.length
      ? new Api.messages.Dialogs(parts).getBytes()
      : new Api.messages.DialogsSlice({ count: all.length, ...parts }).getBytes();
  },
};

function dialogsOf({ account }: SandboxUser): Dialog[] {
  const channels = Array.from({ length: account.joinedChannels }, (_, index) => channelAt(index, {}));
  const left = channelAt(account.joinedChannels, { left: true });
  const chatId = returnBigInt(4_000_000);
  const group = new Api.Chat({
    id: chatId,
    title: 'A small group',
    photo: new Api.ChatPhotoEmpty(),
    participantsCount: 3,
    date: newest,
    version: 1,
  });
  const dialogs: Omit<Dialog, 'date'>[] = [
    { peer: new Api.PeerUser({ userId: returnBigInt(account.userId) }), chat: null },
    { peer: new Api.PeerChat({ chatId }), chat: group },
    ...[...channels, left].map((chat) => ({ peer: new Api.PeerChannel({ channelId: chat.id }), chat })),
  ];
  return dialogs.map((dialog, index) => ({ ...dialog, date: newest - index * 3_600 }));
}

/** The channel of that number, if the account has joined it. */
export function channelOf({ account }: SandboxUser, channelId: string): Api.Channel | null {
  const index = Number(channelId) - firstChannelId;
  return Number.isInteger(index) && index >= 0 && index < account.joinedChannels
    ? channelAt(index, {})
    : null;
}

/** Every fourth is a supergroup. */
function channelAt(index: number, { left = false }: { readonly left?: boolean }): Api.Channel {
  return new Api.Channel({
    ...(index % 4 === 3 ? { megagroup: true } : { broadcast: true }),
    ...(left ? { left: true } : {}),
    id: returnBigInt(firstChannelId + index),
    accessHash: returnBigInt(firstChannelId + index),
    title: `Channel ${index + 1}`,
    photo: new Api.ChatPhotoEmpty(),
    date: newest,
  });
}

function dialogObject({ peer }: Dialog): Api.Dialog {
  return new Api.Dialog({
    peer,
    topMessage: 1,
    readInboxMaxId: 1,
    readOutboxMaxId: 0,
    unreadCount: 0,
    unreadMentionsCount: 0,
    unreadReactionsCount: 0,
    notifySettings: new Api.PeerNotifySettings({}),
  });
}
